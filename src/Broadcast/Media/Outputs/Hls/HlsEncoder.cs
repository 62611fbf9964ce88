using System.Globalization;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>One rung's encoder, from its start to its end, and what players get of it.</summary>
internal sealed class HlsEncoder(HlsRungStream stream, DateTimeOffset startsAt, TimeProvider time) : IAsyncDisposable
{
    private readonly AudioEncoder _encoder = AudioEncoder.Start(time,
    [
        .. stream.Rung.Format,
        "-f", "mp4",
        "-movflags", "+empty_moov+default_base_moof+frag_every_frame", // we put them together
    ]);

    public Task WriteAsync(ReadOnlyMemory<byte> pcm, CancellationToken ct) => _encoder.WriteAsync(pcm, ct);

    public Task FinishAsync() => _encoder.FinishAsync();

    /// <summary>Adds parts and segments to the stream until the encoder ends; what it had begun becomes a short segment.</summary>
    public async Task PackageAsync(CancellationToken ct)
    {
        var segments = stream.Edge.Segments;
        var origin = segments is [var first, ..] ? first.At : startsAt;
        var reader = new Mp4FrameReader(_encoder.Encoded, offset: startsAt - origin);
        var run = new HlsRun(
            origin,
            IsResumed: segments.Count > 0,
            startsAt.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture)[^7..]);
        HlsCutter? cutter = null;
        try
        {
            await foreach (var frame in reader.ReadAllAsync(ct))
            {
                if (cutter is null)
                {
                    cutter = new HlsCutter(stream.Rung, reader.Timescale);
                    run = run with { Initialisation = stream.AddInitialisation(reader.Initialisation) };
                }
                Put(cutter, run, cutter.Add(frame));
            }
        }
        finally
        {
            if (cutter is { IsEmpty: false })
                Put(cutter, run, (Part: true, Segment: true));
        }
    }

    public ValueTask DisposeAsync() => _encoder.DisposeAsync();

    private void Put(HlsCutter cutter, HlsRun run, (bool Part, bool Segment) whole)
    {
        var part = whole.Part ? cutter.TakePart() : null;
        if (whole.Segment)
            stream.AddSegment(run, part, cutter.TakeSegment());
        else if (part is not null)
            stream.AddPart(run, part);
    }
}
