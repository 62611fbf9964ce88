using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>A caller's minute, as the thread of the sound fills it.</summary>
public sealed class QuestionTapeTests
{
    private const int Minute = 60 * AudioFrame.PerSecond;

    private readonly float[] _frame = new float[AudioFrame.Length];
    private QuestionTape _tape = new();

    [Fact]
    public void A_minute_fills_it_and_nothing_more_is_taken()
    {
        Say(Minute + AudioFrame.PerSecond);

        _tape.IsRunning.ShouldBeFalse();
        _tape.Samples.Length.ShouldBe(60 * QuestionTape.SampleRate);
        _tape.HasVoice.ShouldBeTrue();
    }

    [Fact]
    public void The_thread_of_the_sound_allocates_nothing_also_when_the_minute_is_full() =>
        Allocation.Of(() => Say(Minute + 1), between: () => _tape = new QuestionTape()).ShouldBe(0);

    private void Say(int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            for (var i = 0; i < _frame.Length; i++)
                _frame[i] = 0.1f * MathF.Sin(i * MathF.Tau / 96);
            _tape.Write(_frame);
        }
    }
}
