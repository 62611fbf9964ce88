using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Broadcast.Media.Sounds;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Where the mixer takes what goes out in place of a programme that fails, and where the guard hears that programme, without
/// what it fills in itself. Nobody's way back bears it: who speaks goes on hearing the others. Set by any thread, passed by
/// the clock's.
/// </summary>
internal sealed class FallbackInput
{
    private readonly float[] _sent = new float[AudioFrame.Length];
    private readonly float[] _sound = new float[AudioFrame.Length];
    private readonly Fader _programme = new(1f);
    private volatile SampleRing? _ear;
    private volatile SoundPlayer? _player;
    private bool _wasCut;

    /// <summary>What the mixer gives, frame by frame, for the guard alone; null while there is none.</summary>
    public SampleRing? Ear
    {
        get => _ear;
        set => _ear = value;
    }

    /// <summary>What is filled in, or nothing.</summary>
    public SoundPlayer? Player
    {
        get => _player;
        set => _player = value;
    }

    /// <summary>What comes out of the mixer is not to be heard: it is a tone, or the same again and again.</summary>
    public bool CutsProgramme
    {
        get => _programme.Target == 0f;
        set => _programme.Target = value ? 0f : 1f;
    }

    /// <summary>What goes out at this tick: the bus itself, unless something is filled in.</summary>
    public ReadOnlyMemory<float> Pass(float[] bus, Ducker ducker)
    {
        _ear?.TryWrite(bus);
        var cut = CutsProgramme;
        if (_player is not { } player || !player.Read(_sound))
        {
            if (!cut && !_wasCut)
                return bus;
            _sound.AsSpan().Clear();
        }
        else if (!cut)
        {
            ducker.Apply(_sound); // whoever speaks again is heard above it at once
        }
        bus.CopyTo(_sent, 0);
        _programme.Apply(_sent);
        TensorPrimitives.Add<float>(_sent, _sound, _sent);
        _wasCut = cut;
        return _sent;
    }
}
