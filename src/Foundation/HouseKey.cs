using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Foundation;

/// <summary>
/// A key of the house, beside the database and not in it: whoever reads the one cannot try out what was made with the other.
/// It is made when it is first needed. Thread-safe.
/// </summary>
public sealed class HouseKey
{
    private const int Bytes = 32;

    private readonly Lazy<byte[]> _key;

    /// <summary>The key of this name.</summary>
    /// <param name="data">Where it lies: keys/{name}.key.</param>
    /// <param name="name">What it is for.</param>
    public HouseKey(DataFolder data, string name) => _key = new(() => ReadOrMake(data.At("keys", $"{name}.key")));

    /// <summary>32 bytes that follow from the text and the key (HMAC-SHA-256, RFC 2104).</summary>
    public byte[] Sign(string text) => HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text));

    private static byte[] ReadOrMake(string file)
    {
        if (!File.Exists(file))
            Make(file);
        return File.ReadAllBytes(file);
    }

    /// <summary>The whole key or none lies there, whatever happens meanwhile and whoever else makes one.</summary>
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllBytes(draft, RandomNumberGenerator.GetBytes(Bytes));
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
