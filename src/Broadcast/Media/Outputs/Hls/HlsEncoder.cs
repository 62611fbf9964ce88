using System.Globalization;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>One rung's encoder, from its start to its end, and the segments that it makes.</summary>
internal sealed class HlsEncoder(HlsRung rung, HlsRungFolder folder, DateTimeOffset startsAt, TimeProvider time) : IAsyncDisposable
{
    private readonly AudioEncoder _encoder = AudioEncoder.Start(time,
        "-c:a", "aac",
        "-aac_coder", "fast", // on speech at 24 kb/s 15 dB above its noise, the default coder 7
        "-ar", rung.SampleRate.ToString(CultureInfo.InvariantCulture),
        "-b:a", rung.Bitrate.ToString(CultureInfo.InvariantCulture),
        "-f", "mp4",
        "-movflags", "+empty_moov+default_base_moof", // a segment is one fragment: 100 bytes around it, not around each AAC frame
        "-frag_duration", HlsRung.SegmentDuration.TotalMicroseconds.ToString(CultureInfo.InvariantCulture));

    public Task WriteAsync(ReadOnlyMemory<byte> pcm, CancellationToken ct) => _encoder.WriteAsync(pcm, ct);

    public Task FinishAsync() => _encoder.FinishAsync();

    /// <summary>Puts segments into the folder until the encoder ends.</summary>
    public async Task PackageAsync(CancellationToken ct)
    {
        var resumes = folder.Segments.Count > 0;
        var origin = resumes ? folder.Segments[0].At : startsAt;
        var reader = new Mp4FragmentReader(_encoder.Encoded, offset: startsAt - origin);
        string? initialisation = null;
        await foreach (var fragment in reader.ReadAllAsync(ct))
        {
            initialisation ??= folder.AddInitialisation(reader.Initialisation);
            folder.Add(fragment, origin + fragment.StartsAt, initialisation, discontinuity: resumes);
            resumes = false;
        }
    }

    public ValueTask DisposeAsync() => _encoder.DisposeAsync();
}
