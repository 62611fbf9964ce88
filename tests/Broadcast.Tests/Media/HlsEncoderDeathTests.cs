using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Its encoders are told from others by when they began: nobody else may start any meanwhile.</summary>
[Collection(nameof(HlsEncoderDeathTests))]
[CollectionDefinition(nameof(HlsEncoderDeathTests), DisableParallelization = true)]
public sealed class HlsEncoderDeathTests : IDisposable
{
    private readonly HlsTape _tape = new();

    public void Dispose() => _tape.Dispose();

    [Fact]
    public async Task An_encoder_that_dies_is_replaced_and_little_is_missing()
    {
        var output = _tape.Open();
        var time = new ManualTime();
        var supervised = new SupervisedOutput(output, time, NullLogger.Instance);
        var before = Encoders();
        var running = supervised.RunAsync(CancellationToken.None);
        _tape.Write(output, seconds: 3);
        await Eventually.BecomesAsync(
            () => HlsRung.All.All(rung => _tape.Folder(rung.Name).Segments.Count == 1 && _tape.Rung(rung.Name).Edge.Made > 0), "all encoders have made a segment");

        var encoders = Encoders().Except(before).ToArray();
        encoders.Length.ShouldBe(HlsRung.All.Count);
        using (var victim = Process.GetProcessById(encoders[0]))
            victim.Kill();
        await Eventually.BecomesAsync(
            () =>
            {
                _tape.Write(output, seconds: 0.02); // it is found out at the next frames
                return supervised.View.State == "retrying";
            },
            "its end is noticed");
        supervised.View.Reason!.ShouldStartWith("The encoder ended");
        await Eventually.BecomesAsync(() => time.Armed == 1, "it waits for its next try");
        time.Advance(TimeSpan.FromSeconds(1));
        _tape.Write(output, seconds: 4);
        output.Frames.Complete();
        await running.WaitAsync(TimeSpan.FromMinutes(1));

        foreach (var rung in HlsRung.All)
        {
            var segments = _tape.Folder(rung.Name).Segments;
            segments.Single(segment => segment.Discontinuity).Number.ShouldBe(2); // what each had begun is kept, under one number
            segments[1].Seconds.ShouldBeLessThan(2);
        }
        _tape.Folder("24k").Ended.ShouldBeTrue();
    }

    /// <summary>The encoders that this process started.</summary>
    private static int[] Encoders() =>
        [.. Process.GetProcessesByName("ffmpeg").Select(process => process.Id).Where(id => ParentOf(id) == Environment.ProcessId)];

    private static int ParentOf(int process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended meanwhile
        }
    }
}
