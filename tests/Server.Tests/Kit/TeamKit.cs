using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>Series and who works on them.</summary>
internal static class TeamKit
{
    /// <summary>What schedules an episode for this local time.</summary>
    public static object Episode(string startsAt) => new { title = "Exporting coffee", startsAt, durationMinutes = 60 };

    /// <summary>A series of the administrator's with one announced talk.</summary>
    public static async Task<(string Series, TalkId Talk)> FoundSeriesAsync(this ServerFixture server)
    {
        using var administrator = await server.AdministratorAsync();
        return await server.FoundSeriesAsync(administrator);
    }

    /// <summary>A series that this host founds, with one announced talk.</summary>
    public static async Task<(string Series, TalkId Talk)> FoundSeriesAsync(this ServerFixture server, TestClient founder)
    {
        var series = (await founder.PostedAsync("/api/series", new { title = $"Market {Guid.CreateVersion7()}", zone = "Asia/Vientiane" })).Text("id");
        await Eventually.BecomesAsync(
            async () => (await founder.GetAsync($"/api/series/{series}/team")).IsSuccessStatusCode, "its founder is its host");
        var episode = await founder.PostedAsync($"/api/series/{series}/episodes", Episode("2031-11-26T19:00:00"));
        TalkId.TryParse(episode.Text("talkId"), out var talk).ShouldBeTrue();
        await Eventually.BecomesAsync(
            async () => (await founder.GetAsync($"/api/talks/{talk}/room")).IsSuccessStatusCode, "the talk is announced");
        return (series, talk);
    }

    /// <summary>Somebody whom the administrator invited to this team, and who has signed in.</summary>
    public static async Task<(string Person, string Token)> JoinTeamAsync(this ServerFixture server, string series, string role)
    {
        using var administrator = await server.AdministratorAsync();
        var invited = await administrator.PostedAsync($"/api/series/{series}/team", new { name = "Noy", role });
        using var stranger = server.Stranger();
        return (invited.Text("person"), await stranger.SignInAsync(invited.Text("token")));
    }
}
