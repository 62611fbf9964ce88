using System.Security.Cryptography;
using System.Text;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>
/// Knows a caller again who calls a second time: her seat, and the person that she is in the talk, follow from the talk and
/// her number. In another talk she is another one, and the number itself is kept nowhere. There are so few numbers that a
/// plain hash would give them away to whoever tries all; so it is made with a key that lies beside the database and not in it.
/// </summary>
internal sealed class CallerIdentity
{
    private const int FewestDigits = 5;
    private const int KeyBytes = 32;

    private readonly Lazy<byte[]> _key;

    public CallerIdentity(DataFolder data) => _key = new(() => ReadOrMake(data));

    /// <summary>The same value for the same number in the same talk; null when the number is hidden or says nothing.</summary>
    public ContributionId? Of(TalkId talk, string number)
    {
        var digits = number.Where(char.IsAsciiDigit).ToArray();
        if (digits.Length < FewestDigits)
            return null;
        var name = HMACSHA256.HashData(_key.Value, Encoding.ASCII.GetBytes($"caller {talk} {new string(digits)}"));
        return new ContributionId(new Guid(name.AsSpan(0, 16)));
    }

    private static byte[] ReadOrMake(DataFolder data)
    {
        var file = data.At("keys", "callers.key");
        if (!File.Exists(file))
            Make(file);
        return File.ReadAllBytes(file);
    }

    /// <summary>The whole key or none lies there, whatever happens meanwhile and whoever else makes one.</summary>
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllBytes(draft, RandomNumberGenerator.GetBytes(KeyBytes));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft); // another server in this folder was quicker
        }
    }
}
