using TalksPlatform.Contracts;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>One server with one talk on air, for all tests of a class: what they do in the room does not disturb the others.</summary>
public sealed class LiveRoom : IAsyncLifetime
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(6));
    private TalkServer _server = null!;

    /// <summary>Gives up when all the tests together take far too long.</summary>
    public CancellationToken Patience => _patience.Token;

    /// <summary>The live page.</summary>
    public string Page => $"{_server.Address}e/{Episode.Slug}/live";

    internal EpisodeView Episode { get; private set; } = null!;

    /// <summary>The host.</summary>
    internal DemoSeat Desk { get; private set; } = null!;

    internal TalkServer Server => _server;

    public async ValueTask InitializeAsync()
    {
        _server = await TalkServer.StartAsync(publicAddress: null, Patience);
        (Episode, Desk) = await _server.OpenTalkAsync(TimeSpan.FromSeconds(4), Patience);
        await Desk.SeesAsync(room => room.Phase == TalkPhase.Live, Patience);
    }

    /// <summary>A session of somebody who helps the host; unlike an attendee's it ends when she signs out.</summary>
    internal async Task<string> HelperAsync()
    {
        var link = await _server.Host.InviteHostAsync("Noy", Patience);
        return (await _server.Host.SignInAsync(link.Token, Patience)).Token;
    }

    /// <summary>Somebody else's question, which all may see.</summary>
    internal async Task<QuestionId> QuestionAsync(string text)
    {
        var question = QuestionId.New();
        await Desk.DoAsync("Ask", Patience, question, text, null, null);
        await Desk.DoAsync("ApproveQuestion", Patience, question);
        return question;
    }

    /// <summary>The one question of these words, once the desk sees it.</summary>
    internal async Task<QuestionView> AskedAsync(string text)
    {
        await Desk.SeesAsync(room => room.Questions.Values.Any(question => question.Text == text), Patience);
        return Desk.Now.Questions.Values.Where(question => question.Text == text).ShouldHaveSingleItem("it was asked once");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _patience.Dispose();
    }
}
