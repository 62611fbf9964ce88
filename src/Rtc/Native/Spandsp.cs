using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TalksPlatform.Rtc.Native;

/// <summary>libspandsp 0.0.6 or later (Debian: libspandsp2), for G.722 and keypad tones.</summary>
internal static partial class Spandsp
{
    public const string File = "libspandsp.so.2";

    [LibraryImport(File, EntryPoint = "g722_encode_init")]
    public static partial G722EncoderHandle CreateG722Encoder(nint state, int bitrate, int options);

    /// <summary>Two 16 kHz samples a byte; returns the bytes.</summary>
    [LibraryImport(File, EntryPoint = "g722_encode")]
    public static partial int EncodeG722(
        G722EncoderHandle encoder, ref byte payload, ref readonly short pcm, int samples);

    [LibraryImport(File, EntryPoint = "g722_decode_init")]
    public static partial G722DecoderHandle CreateG722Decoder(nint state, int bitrate, int options);

    /// <summary>Returns the 16 kHz samples, two a byte.</summary>
    [LibraryImport(File, EntryPoint = "g722_decode")]
    public static partial int DecodeG722(
        G722DecoderHandle decoder, ref short pcm, ref readonly byte payload, int payloadLength);

    /// <summary>Hears keypad tones (ITU-T Q.23, Q.24); without a callback they wait to be fetched.</summary>
    [LibraryImport(File, EntryPoint = "dtmf_rx_init")]
    public static partial DtmfReceiverHandle CreateDtmfReceiver(nint state, nint callback, nint userData);

    /// <summary>Takes 8 kHz samples; returns those that were left over.</summary>
    [LibraryImport(File, EntryPoint = "dtmf_rx")]
    public static partial int ReceiveDtmf(DtmfReceiverHandle receiver, ref readonly short pcm, int samples);

    /// <summary>So many samples are lost: what was heard goes on. (Samples in blocks of 102.)</summary>
    [LibraryImport(File, EntryPoint = "dtmf_rx_fillin")]
    public static partial int FillInDtmf(DtmfReceiverHandle receiver, int samples);

    /// <summary>Takes the keys that were heard, as ASCII; returns how many.</summary>
    [LibraryImport(File, EntryPoint = "dtmf_rx_get")]
    public static partial nuint FetchDtmf(DtmfReceiverHandle receiver, ref byte digits, int most);

    [LibraryImport(File, EntryPoint = "dtmf_rx_free")]
    private static partial int FreeDtmfReceiver(nint receiver);

    [LibraryImport(File, EntryPoint = "g722_encode_free")]
    private static partial int FreeG722Encoder(nint encoder);

    [LibraryImport(File, EntryPoint = "g722_decode_free")]
    private static partial int FreeG722Decoder(nint decoder);

    /// <summary>Owns an encoder's state; freed when no call is inside any more.</summary>
    public sealed class G722EncoderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => FreeG722Encoder(handle) == 0;
    }

    /// <summary>Owns a decoder's state; freed when no call is inside any more.</summary>
    public sealed class G722DecoderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => FreeG722Decoder(handle) == 0;
    }

    /// <summary>Owns a tone receiver's state; freed when no call is inside any more.</summary>
    public sealed class DtmfReceiverHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => FreeDtmfReceiver(handle) == 0;
    }
}
