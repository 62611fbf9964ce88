using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TalksPlatform.Rtc.Native;

/// <summary>libopus 1.3 or later (Debian: libopus0).</summary>
internal static partial class Opus
{
    public const int ApplicationVoice = 2048;
    public const int ApplicationAudio = 2049;
    public const int SetBitrate = 4002;
    public const int SetComplexity = 4010;
    public const int SetInbandFec = 4012;
    public const int SetPacketLossPercent = 4014;
    public const int SetDtx = 4016;
    public const int SetSignal = 4024;
    public const int SignalAuto = -1000;
    public const int SignalMusic = 3002;

    public const string File = "libopus.so.0";

    [LibraryImport(File, EntryPoint = "opus_encoder_create")]
    public static partial EncoderHandle CreateEncoder(int sampleRate, int channels, int application, out int error);

    [LibraryImport(File, EntryPoint = "opus_encode_float")]
    public static partial int Encode(
        EncoderHandle encoder, ref readonly float pcm, int samples, ref byte payload, int payloadLength);

    [LibraryImport(File, EntryPoint = "opus_encoder_ctl")]
    public static partial int Control(EncoderHandle encoder, int request, int value);

    [LibraryImport(File, EntryPoint = "opus_decoder_create")]
    public static partial DecoderHandle CreateDecoder(int sampleRate, int channels, out int error);

    /// <summary>A null payload conceals; <paramref name="fec"/> 1 recovers the packet before this one.</summary>
    [LibraryImport(File, EntryPoint = "opus_decode_float")]
    public static partial int Decode(
        DecoderHandle decoder, ref readonly byte payload, int payloadLength, ref float pcm, int samples, int fec);

    [LibraryImport(File, EntryPoint = "opus_packet_get_nb_samples")]
    public static partial int SamplesIn(ref readonly byte payload, int payloadLength, int sampleRate);

    [LibraryImport(File, EntryPoint = "opus_encoder_destroy")]
    private static partial void DestroyEncoder(nint encoder);

    [LibraryImport(File, EntryPoint = "opus_decoder_destroy")]
    private static partial void DestroyDecoder(nint decoder);

    /// <summary>Owns an encoder's state; freed when no call is inside any more.</summary>
    public sealed class EncoderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            DestroyEncoder(handle);
            return true;
        }
    }

    /// <summary>Owns a decoder's state; freed when no call is inside any more.</summary>
    public sealed class DecoderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            DestroyDecoder(handle);
            return true;
        }
    }
}
