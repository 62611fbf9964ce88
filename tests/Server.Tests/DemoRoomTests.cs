using TalksPlatform.Contracts;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.Server.Tests;

public sealed class DemoRoomTests
{
    private readonly QuestionView _question = new(
        QuestionId.New(), "How much?", null, QuestionState.Asked, 0, Mine: false, Voted: false, "en", default, null, null, null);

    [Fact]
    public void A_patch_that_was_on_its_way_when_the_room_was_told_changes_nothing()
    {
        var room = DemoRoom.Empty
            .With(Patch(seq: 7, _question with { State = QuestionState.Approved }))
            .With(Patch(seq: 6, _question));

        room.Questions[_question.Id].State.ShouldBe(QuestionState.Approved);
        room.Seq.ShouldBe(7);
    }

    [Fact]
    public void Votes_count_for_a_question_that_the_same_patch_shows()
    {
        var room = DemoRoom.Empty.With(
            Patch(seq: 7, _question with { State = QuestionState.Approved }) with { Votes = [new DemoVotes(_question.Id, 3)] });

        (room.Questions[_question.Id].State, room.Questions[_question.Id].Votes).ShouldBe((QuestionState.Approved, 3));
    }

    private static DemoPatch Patch(long seq, params QuestionView[] questions) => new(seq, questions, null, null, null, null, null);
}
