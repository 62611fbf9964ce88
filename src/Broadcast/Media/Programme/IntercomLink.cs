using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>One voice's way to one ear, beside the programme. It ends by itself unless it is renewed.</summary>
/// <param name="from">Who is heard.</param>
/// <param name="to">Who hears.</param>
/// <param name="takesOffAir">Whoever is heard is off the bus meanwhile.</param>
internal sealed class IntercomLink(Seat from, Seat to, bool takesOffAir)
{
    private long _until;
    private float _gain; // at the end of the last tick; the return workers' own

    public Seat From => from;

    public Seat To => to;

    public bool TakesOffAir => takesOffAir;

    /// <summary>The tick at which it ends; during that one it fades out.</summary>
    public long Until
    {
        get => Volatile.Read(ref _until);
        set => Volatile.Write(ref _until, value);
    }

    /// <summary>Adds what is said at a tick to a frame.</summary>
    public void AddTo(Span<float> samples, TickSound sound)
    {
        var gain = IsHeldAt(sound.Tick) ? 1f : 0f;
        var said = sound.AsideOf(from);
        if (!said.IsEmpty && (gain > 0 || _gain > 0))
        {
            Span<float> voice = stackalloc float[AudioFrame.Length];
            said.CopyTo(voice);
            Ramp.Apply(_gain, gain, voice);
            TensorPrimitives.Add(samples, voice, samples);
        }
        _gain = said.IsEmpty ? 0f : gain; // it fades in once there is something
    }

    public bool IsHeldAt(long tick) => tick < Until;

    public bool IsLinkedAt(long tick) => tick <= Until;
}
