using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Tests.Codecs;

/// <summary>The judge of our concealment: libspandsp's, made after ITU-T G.711 Appendix I. 8 kHz.</summary>
internal sealed partial class SpandspPlc : IDisposable
{
    private const string File = "libspandsp.so.2";
    private readonly nint _state = Create(0);

    public void Follow(float[] decoded)
    {
        var pcm = decoded.Select(sample => (short)(sample * 32_767)).ToArray();
        _ = Receive(_state, pcm, pcm.Length);
        for (var i = 0; i < pcm.Length; i++)
            decoded[i] = pcm[i] / 32_767f; // its start is blended with what was made up
    }

    public float[] Conceal(int samples)
    {
        var pcm = new short[samples];
        _ = FillIn(_state, pcm, samples);
        return [.. pcm.Select(sample => sample / 32_767f)];
    }

    public void Dispose() => _ = Free(_state);

    [LibraryImport(File, EntryPoint = "plc_init")]
    private static partial nint Create(nint state);

    [LibraryImport(File, EntryPoint = "plc_rx")]
    private static partial int Receive(nint state, [In, Out] short[] pcm, int samples);

    [LibraryImport(File, EntryPoint = "plc_fillin")]
    private static partial int FillIn(nint state, [In, Out] short[] pcm, int samples);

    [LibraryImport(File, EntryPoint = "plc_free")]
    private static partial int Free(nint state);
}
