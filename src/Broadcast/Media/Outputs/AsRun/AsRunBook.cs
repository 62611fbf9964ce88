using System.Text;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>
/// What happened on air, a file a talk in as-run/, apart from the recordings: it stays when those are deleted, and there is
/// one of a talk that is not recorded. A line is on the disk before anything else is done. Thread-safe.
/// </summary>
internal sealed class AsRunBook(DataFolder data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _writing = new();

    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Write(TalkId talk, params IReadOnlyCollection<AsRunLine> lines)
    {
        if (lines.Count == 0)
            return;
        var text = string.Concat(lines.Select(line => JsonSerializer.Serialize(line, Json) + "\n"));
        lock (_writing)
        {
            Directory.CreateDirectory(data.At("as-run"));
            using var file = new FileStream(FileOf(talk), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var end = file.Length;
            try
            {
                EndLine(file);
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                file.SetLength(end); // they are all written again
                throw;
            }
        }
    }

    /// <summary>Something was written of this talk before.</summary>
    public bool Has(TalkId talk) => new FileInfo(FileOf(talk)) is { Exists: true, Length: > 0 };

    /// <summary>All of it, oldest first; nothing of a talk that never was on air here. A line that a crash tore is left out.</summary>
    public IReadOnlyList<AsRunLine> Read(TalkId talk) =>
        File.Exists(FileOf(talk)) ? [.. File.ReadLines(FileOf(talk)).Select(Parse).OfType<AsRunLine>()] : [];

    /// <summary>What a crash left of a line gets its end, so that the next one stands alone.</summary>
    private static void EndLine(FileStream file)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
                file.WriteByte((byte)'\n');
        }
        file.Seek(0, SeekOrigin.End);
    }

    private static AsRunLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AsRunLine>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string FileOf(TalkId talk) => data.At("as-run", $"{talk}.jsonl");
}
