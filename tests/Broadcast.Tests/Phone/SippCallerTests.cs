using TalksPlatform.Broadcast.Phone;
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
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        var voice = RecordedVoice.FourSeconds();
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
        RecordedVoice.Alike(voice, SampleRate, kept, rate).ShouldBeGreaterThan(0.85, "it is that voice");
        RecordedVoice.Loudness(kept).ShouldBe(RecordedVoice.Loudness(voice) + (10 * Math.Log10(voice.Length / (double)SampleRate / (kept.Length / (double)rate))), 1.5);
        (await sipp.Exit.WaitAsync(Eventually.Patience)).ShouldBe(0, sipp.LastWords);
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    private static float[] Silence(double seconds) => new float[(int)(seconds * SampleRate)];

    /// <summary>A key's two tones (ITU-T Q.23).</summary>
    private static float[] Key(double low, double high) =>
        [.. Tone.Make(low, -9, SampleRate, SampleRate / 5).Zip(Tone.Make(high, -7, SampleRate, SampleRate / 5), (one, other) => one + other)];
}
