using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>Who may not take part in a talk any more.</summary>
internal sealed record BlockList(ImmutableDictionary<PersonId, Block> People)
{
    public static readonly BlockList Empty = new(ImmutableDictionary<PersonId, Block>.Empty);

    /// <summary>As the studio sees it, latest first: made once for all who look.</summary>
    public IReadOnlyList<BlockedView> Views { get; } =
        [.. People.Values.OrderByDescending(block => block.Number).Select(block => new BlockedView(block.Number, block.Name, block.For, block.At))];

    /// <inheritdoc/>
    public bool Equals(BlockList? other) => ReferenceEquals(People, other?.People);

    /// <inheritdoc/>
    public override int GetHashCode() => People.GetHashCode();

    public bool Contains(PersonId person) => People.ContainsKey(person);

    public Block? Find(long number) => People.Values.FirstOrDefault(block => block.Number == number);

    public BlockList With(Block block) => new(People.SetItem(block.Person, block));

    public BlockList Without(PersonId person) => new(People.Remove(person));
}

/// <summary>One person who was blocked.</summary>
/// <param name="Number">The sequence number at which it happened.</param>
/// <param name="Person">Who.</param>
/// <param name="Name">The name that she gave, or null for "anonymous".</param>
/// <param name="For">What she had written, where she was blocked for that.</param>
/// <param name="At">When.</param>
internal sealed record Block(long Number, PersonId Person, string? Name, string? For, DateTimeOffset At);
