using System.Net;
using TalksPlatform.Server.Accounts.Attendees;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Who becomes an attendee by opening a page, and how many may at once.</summary>
public sealed class FirstVisitTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/e/anything")]
    [InlineData("/e/anything/live")]
    [InlineData("/screen/anything")]
    [InlineData("/e")]
    public async Task Nobody_is_made_an_attendee_of_an_episode_that_there_is_not(string path)
    {
        using var browser = server.Stranger();
        using var answer = await browser.BrowseAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_and_programs_share_one_measure_of_new_attendees()
    {
        var page = await server.PlanPageAsync();
        using (var first = server.Stranger())
        using (var welcomed = await first.BrowseAsync(page))
            welcomed.Headers.Contains("Set-Cookie").ShouldBeTrue();

        await Eventually.BecomesAsync(async () =>
        {
            while (server.Service<AttendeeDoor>().TryTake(IPAddress.Loopback))
            {
            }
            using var program = server.Stranger();
            using var refused = await program.PostAsync("/api/attendees", new { });
            return refused.StatusCode == HttpStatusCode.TooManyRequests && await refused.CodeAsync() == "request.too-many" && refused.Headers.RetryAfter is not null;
        }, "programs are told to wait");
        await Eventually.BecomesAsync(async () =>
        {
            while (server.Service<AttendeeDoor>().TryTake(IPAddress.Loopback))
            {
            }
            using var browser = server.Stranger();
            using var shown = await browser.BrowseAsync(page);
            shown.StatusCode.ShouldBe(HttpStatusCode.OK, "the page is shown all the same");
            return !shown.Headers.Contains("Set-Cookie");
        }, "a page makes no more attendees than that");
    }
}
