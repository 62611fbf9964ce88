using TalksPlatform.Broadcast.Media;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>
/// What a caller hears first: that she may be heard on air and recorded. A file prompts/greeting.wav in the data folder is
/// taken when there is one; else espeak-ng says it; else three tones have to do.
/// </summary>
internal sealed class Greeting
{
    private const string Words =
        "Welcome to the talk. You are listening to the programme. When the host takes your call, you will be heard on air, and recorded.";

    private readonly Lazy<Task<float[]>> _samples;

    public Greeting(DataFolder data) => _samples = new(() => ReadAsync(data));

    /// <summary>48 kHz samples; made when the first caller comes.</summary>
    public async Task<ReadOnlyMemory<float>> LoadAsync(CancellationToken ct) => await _samples.Value.WaitAsync(ct);

    private static async Task<float[]> ReadAsync(DataFolder data)
    {
        var file = data.At("prompts", "greeting.wav");
        try
        {
            if (!File.Exists(file))
            {
                Directory.CreateDirectory(data.At("prompts"));
                var draft = data.At("prompts", "greeting.draft");
                await ChildProcess.RunAsync(new ChildCommand("espeak-ng", "-s", "150", "-w", draft, Words), CancellationToken.None);
                File.Move(draft, file); // half a notice would be taken for the whole one for ever
            }
            return await DecodeAsync(file);
        }
        catch (Exception missing) when (missing is ChildProcessException or IOException)
        {
            return ThreeTones();
        }
    }

    private static async Task<float[]> DecodeAsync(string file)
    {
        await using var ffmpeg = ChildProcess.Start(new ChildCommand(
            "ffmpeg", "-v", "error", "-i", file, "-af", "apad=pad_dur=0.3", "-f", "s16le", "-ar", "48000", "-ac", "1", "pipe:1")
        { ReadsOutput = true });
        using var pcm = new MemoryStream();
        await ffmpeg.Output.CopyToAsync(pcm);
        await ffmpeg.EnsureSucceededAsync(CancellationToken.None);
        var samples = new float[pcm.Length / Pcm16.BytesPerSample];
        Pcm16.Read(pcm.GetBuffer().AsSpan(0, (int)pcm.Length), samples);
        return samples;
    }

    private static float[] ThreeTones()
    {
        const int beep = AudioFrame.SampleRate / 4;
        var samples = new float[6 * beep];
        for (var i = 0; i < samples.Length; i++)
        {
            if (i / beep % 2 == 0)
                samples[i] = 0.1f * MathF.Sin(2 * MathF.PI * 425 * (i % AudioFrame.SampleRate) / AudioFrame.SampleRate);
        }
        return samples;
    }
}
