namespace TalksPlatform.Rtc.Codecs;

/// <summary>Makes encoders and decoders by name.</summary>
public static class AudioCodecs
{
    /// <summary>An encoder of that codec.</summary>
    /// <exception cref="DllNotFoundException">libopus0 or libspandsp2 is not installed.</exception>
    public static IAudioEncoder CreateEncoder(AudioCodec codec, EncoderOptions? options = null) => codec switch
    {
        AudioCodec.Opus => new OpusEncoder(options),
        AudioCodec.G722 => new G722Encoder(),
        AudioCodec.Pcma => new G711Encoder(G711.EncodeALaw),
        AudioCodec.Pcmu => new G711Encoder(G711.EncodeMuLaw),
    };

    /// <summary>A decoder of that codec.</summary>
    /// <exception cref="DllNotFoundException">libopus0 or libspandsp2 is not installed.</exception>
    public static IAudioDecoder CreateDecoder(AudioCodec codec) => codec switch
    {
        AudioCodec.Opus => new OpusDecoder(),
        AudioCodec.G722 => new G722Decoder(),
        AudioCodec.Pcma => new G711Decoder(G711.ALaw),
        AudioCodec.Pcmu => new G711Decoder(G711.MuLaw),
    };
}
