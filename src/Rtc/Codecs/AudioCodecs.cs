namespace TalksPlatform.Rtc.Codecs;

/// <summary>Makes encoders and decoders by name. Channels count for L16 only; what comes in or goes out is mono.</summary>
public static class AudioCodecs
{
    /// <summary>An encoder of that codec.</summary>
    /// <exception cref="DllNotFoundException">libopus0 or libspandsp2 is not installed.</exception>
    public static IAudioEncoder CreateEncoder(AudioCodec codec, EncoderOptions? options = null, int channels = 1) => codec switch
    {
        AudioCodec.Opus => new OpusEncoder(options),
        AudioCodec.G722 => new G722Encoder(),
        AudioCodec.Pcma => new G711Encoder(G711.EncodeALaw),
        AudioCodec.Pcmu => new G711Encoder(G711.EncodeMuLaw),
        AudioCodec.L16 => new L16Encoder(48_000, channels),
        AudioCodec.L16At44100 => new L16Encoder(44_100, channels),
    };

    /// <summary>A decoder of that codec.</summary>
    /// <exception cref="DllNotFoundException">libopus0 or libspandsp2 is not installed.</exception>
    public static IAudioDecoder CreateDecoder(AudioCodec codec, int channels = 1) => codec switch
    {
        AudioCodec.Opus => new OpusDecoder(),
        AudioCodec.G722 => new G722Decoder(),
        AudioCodec.Pcma => new G711Decoder(G711.ALaw),
        AudioCodec.Pcmu => new G711Decoder(G711.MuLaw),
        AudioCodec.L16 => new L16Decoder(48_000, channels),
        AudioCodec.L16At44100 => new L16Decoder(44_100, channels),
    };
}
