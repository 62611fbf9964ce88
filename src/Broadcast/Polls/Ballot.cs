namespace TalksPlatform.Broadcast.Polls;

/// <summary>
/// What one voter chose, in her order: one option in most polls, several in a multiple choice or a ranking. Eight bytes,
/// four bits an option: fifty thousand of them lie in a poll.
/// </summary>
internal readonly record struct Ballot
{
    private const int Bits = 4;
    private const ulong Mask = (1 << Bits) - 1;

    private readonly ulong _options; // each as its place + 1; the first in the lowest bits

    private Ballot(ulong options) => _options = options;

    public static Ballot Of(int option) => new((ulong)option + 1);

    /// <param name="options">Valid places, at most <see cref="PollLimits.MostOptions"/>.</param>
    public static Ballot Of(IReadOnlyList<int> options)
    {
        var packed = 0UL;
        for (var place = options.Count - 1; place >= 0; place--)
            packed = (packed << Bits) | ((ulong)options[place] + 1);
        return new(packed);
    }

    /// <summary>The only option, or the one named first.</summary>
    public int First => (int)(_options & Mask) - 1;

    public IReadOnlyList<int> ToList()
    {
        var options = new List<int>();
        foreach (var option in this)
            options.Add(option);
        return options;
    }

    public Enumerator GetEnumerator() => new(_options);

    /// <summary>Goes through the options without allocating.</summary>
    internal struct Enumerator(ulong left)
    {
        private ulong _left = left;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            Current = (int)(_left & Mask) - 1;
            _left >>= Bits;
            return true;
        }
    }
}
