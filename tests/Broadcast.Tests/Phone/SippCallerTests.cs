using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>SIPp at the menu: keys by INFO, and keys and a recorded voice as nothing but sound, on a line that loses packets.</summary>
public sealed class SippCallerTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private const int SampleRate = 8_000;
    private const string RecordedVoice = "/usr/share/asterisk/sounds/en/demo-congrats.wav";

    private static readonly string[] Heard =
        ["welcome", "consent", "soon", "menu.listen", "menu.ask", "menu.hand", "menu.again", "question.how", "question.review", "question.sent"];

    private readonly string _folder = Directory.CreateTempSubdirectory("sipp-callers-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Keys_by_INFO_vote()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        var poll = PollId.New();
        await talk.AskAsync(new CreatePoll(poll, "Tea or coffee?", ["Tea", "Coffee", "Water"], PollRules.Single), _host, CommandId.New());
        await talk.AskAsync(new OpenPoll(poll), _host, CommandId.New());
        var script = await SippScript.WriteAsync(
            _folder, "+8562055512345", SippScript.Pause(500), "INFO 1", "INFO 3", "INFO 2", "INFO 2", "INFO 3", "INFO 1", SippScript.Pause(8_000));
        await using var sipp = await SippPeer.StartAsync(new SippOptions(script) { Target = studio.Get<Telephone>().EndPoint, User = "tea" });

        await Eventually.BecomesAsync(() => talk.State.Polls.Find(poll)!.Voters == 1, "she chose the second, thought better of it, and took the third");

        talk.State.Polls.Find(poll)!.Tally.ShouldBe([0, 0, 1]);
        (await sipp.Exit.WaitAsync(Eventually.Patience)).ShouldBe(0, sipp.LastWords);
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task A_recorded_voice_asks_by_keys_that_are_sound_on_a_line_that_loses_packets()
    {
        Prerequisite.Needs(File.Exists(RecordedVoice), "a recorded voice (package asterisk-core-sounds-en-wav)");
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        foreach (var prompt in Heard)
            await studio.Get<PromptShelf>().LoadAsync(talk.State.Card!.Series, "en", Prompt.Named(prompt)); // made once, and not while she speaks
        var (recorded, _) = WavFile.Read(RecordedVoice);
        var voice = recorded.AsSpan(SampleRate, 4 * SampleRate).ToArray();
        float[] sound =
        [
            .. Silence(1), .. Key(697, 1_209), .. Silence(1.5), .. Key(697, 1_336), .. Silence(1.5), .. Key(770, 1_336), .. Silence(1.5),
            .. voice, .. Silence(0.3), .. Key(941, 1_477), .. Silence(2), .. Key(697, 1_209), .. Silence(2),
        ];
        var dice = new Random(5);
        var lost = 0;
        var capture = await SippScript.CaptureAsync(_folder, sound, _ => dice.Next(100) < 4 && ++lost > 0);
        var script = await SippScript.WriteAsync(_folder, "+8562055512345", SippScript.Play(capture, 1_000 * sound.Length / SampleRate), SippScript.Pause(3_000));
        await using var sipp = await SippPeer.StartAsync(new SippOptions(script) { Target = studio.Get<Telephone>().EndPoint, User = "tea" });

        await Eventually.BecomesAsync(() => talk.State.Questions.All.Count == 1, "her question lies in the queue");

        lost.ShouldBeGreaterThan(10);
        var question = talk.State.Questions.All.Values.Single();
        var (kept, rate) = WavFile.Read(new DataFolder(_folder).At(PhoneRecordings.Folder, question.Recording!));
        Alike(Envelope(voice, SampleRate), Envelope(kept, rate)).ShouldBeGreaterThan(0.85, "it is that voice");
        Loudness(kept).ShouldBe(Loudness(voice) + (10 * Math.Log10(voice.Length / (double)SampleRate / (kept.Length / (double)rate))), 1.5);
        (await sipp.Exit.WaitAsync(Eventually.Patience)).ShouldBe(0, sipp.LastWords);
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    private static float[] Silence(double seconds) => new float[(int)(seconds * SampleRate)];

    /// <summary>A key's two tones (ITU-T Q.23).</summary>
    private static float[] Key(double low, double high) =>
        [.. Tone.Make(low, -9, SampleRate, SampleRate / 5).Zip(Tone.Make(high, -7, SampleRate, SampleRate / 5), (one, other) => one + other)];

    private static double Loudness(float[] sound) => 10 * Math.Log10(sound.Average(sample => (double)sample * sample) + 1e-12);

    /// <summary>The level of each twentieth of a second.</summary>
    private static double[] Envelope(float[] sound, int rate) =>
        [.. sound.Chunk(rate / 20).Select(block => Math.Sqrt(block.Average(sample => (double)sample * sample)))];

    /// <summary>How much one envelope is like a part of the other, at best: 1 is the same.</summary>
    private static double Alike(double[] wanted, double[] heard)
    {
        var best = 0d;
        for (var shift = -40; shift <= 40; shift++)
        {
            var pairs = wanted.Select((level, place) => (level, other: heard.ElementAtOrDefault(place + shift))).ToList();
            var (one, two) = (pairs.Average(pair => pair.level), pairs.Average(pair => pair.other));
            var together = pairs.Sum(pair => (pair.level - one) * (pair.other - two));
            best = Math.Max(best, together / Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.level - one, 2)) * pairs.Sum(pair => Math.Pow(pair.other - two, 2))));
        }
        return best;
    }
}
