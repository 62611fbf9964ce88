using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Prompts;

namespace TalksPlatform.Broadcast.Tests.Phone;

public sealed class PromptPlayerTests
{
    private readonly PromptPlayer _player = new();
    private readonly float[] _programme = Enumerable.Repeat(0.5f, AudioFrame.Length).ToArray();
    private int _allSaid;

    public PromptPlayerTests() => _player.AllSaid += () => _allSaid++;

    [Fact]
    public void Prompts_are_said_one_after_the_other_in_the_place_of_the_programme()
    {
        Say(("one", Sound(0.1f, 1.5)), ("two", Sound(0.2f, 0.5)));

        Hear().ShouldBe(0.1f, 0.001f);
        Take()[^1].ShouldBe(0.2f, 0.001f);
        _allSaid.ShouldBe(1);
        Hear().ShouldBe(0.5f);
    }

    [Fact]
    public void A_prompt_is_said_as_soon_as_it_is_made_while_the_next_is_still_being_made()
    {
        var second = new TaskCompletionSource<ReadOnlyMemory<short>>();
        Say(("one", Sound(0.1f, 1)), ("two", second.Task));

        Hear().ShouldBe(0.1f, 0.001f);
        Hear().ShouldBe(0, "silence, and not the programme, until the words are there");
        _player.IsSaying.ShouldBeTrue();
        second.SetResult(Made(0.2f, 1));
        Hear().ShouldBe(0.2f, 0.001f);
        _allSaid.ShouldBe(1);
    }

    [Fact]
    public void What_is_said_instead_does_not_wait_for_words_that_are_still_being_made_and_those_behind_them_are_not_made()
    {
        var slow = new TaskCompletionSource<ReadOnlyMemory<short>>();
        var asked = new List<string>();
        _player.Say([Prompt.Named("slow"), Prompt.Named("behind")], prompt =>
        {
            asked.Add(prompt.Text);
            return slow.Task;
        });
        Hear().ShouldBe(0);

        Say(("now", Sound(0.3f, 1)));

        slow.SetResult(Made(0.1f, 1));
        Hear().ShouldBe(0.3f, 0.001f);
        asked.ShouldBe(["slow"]);
        _allSaid.ShouldBe(1);
    }

    [Fact]
    public void Nothing_to_say_ends_what_is_being_said()
    {
        Say(("long", Sound(0.1f, 100)));

        Say();

        _allSaid.ShouldBe(1);
        _player.IsSaying.ShouldBeFalse();
        Hear().ShouldBe(0.5f);
    }

    [Fact]
    public void Words_that_could_not_be_made_are_passed_over()
    {
        Say(("none", Task.FromResult(ReadOnlyMemory<short>.Empty)), ("one", Sound(0.1f, 1)), ("none", Task.FromResult(ReadOnlyMemory<short>.Empty)));

        Hear().ShouldBe(0.1f, 0.001f);
        Hear();
        _allSaid.ShouldBe(1);
    }

    private static Task<ReadOnlyMemory<short>> Sound(float level, double frames) => Task.FromResult(Made(level, frames));

    private static ReadOnlyMemory<short> Made(float level, double frames) =>
        Enumerable.Repeat((short)(level * 32_768), (int)(frames * AudioFrame.Length)).ToArray();

    private void Say(params (string Name, Task<ReadOnlyMemory<short>> Sound)[] prompts) =>
        _player.Say([.. prompts.Select(prompt => Prompt.Named(prompt.Name))], prompt => prompts.First(one => one.Name == prompt.Text).Sound);

    /// <summary>The level of the next 20 ms.</summary>
    private float Hear() => Take()[0];

    private float[] Take()
    {
        var heard = new float[AudioFrame.Length];
        _player.Take(_programme, heard);
        return heard;
    }
}
