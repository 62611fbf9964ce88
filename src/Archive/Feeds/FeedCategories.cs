namespace TalksPlatform.Archive.Feeds;

/// <summary>Apple's top categories of podcasts: directories refuse a feed with any other.</summary>
internal static class FeedCategories
{
    /// <summary>Where a series belongs that named no category of these.</summary>
    public const string Fallback = "Society & Culture";

    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History", "Kids & Family",
        "Leisure", "Music", "News", "Religion & Spirituality", "Science", Fallback, "Sports", "TV & Film", "Technology",
        "True Crime",
    };

    public static string Fitting(string category) => All.Contains(category) ? category : Fallback;
}
