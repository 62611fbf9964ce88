using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>What the audience does with questions; also in advance, as long as the talk is only announced.</summary>
internal abstract record QuestionCommand : TalkCommand
{
    public override bool BeforeDoors => true;
}

/// <summary>What moderators do with questions; also with those that were asked in advance.</summary>
internal abstract record QuestionStep : ModeratorCommand
{
    public override bool BeforeDoors => true;
}
