using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Rtc.Native;

/// <summary>
/// OpenSSL refused something that it never should: a defect or a broken installation, never a peer's doing.
/// </summary>
internal sealed class OpenSslException(string message) : CryptographicException(message)
{
    /// <summary>Throws with OpenSSL's own reason unless the call succeeded.</summary>
    public static void ThrowUnless(bool success, string call)
    {
        if (!success)
            throw new OpenSslException($"{call} failed: {LastError()}");
    }

    /// <summary>The latest reason in this thread's error queue.</summary>
    public static string LastError()
    {
        var error = LibCrypto.ERR_get_error();
        if (error == 0)
            return "no reason given";

        Span<byte> text = stackalloc byte[256];
        LibCrypto.ERR_error_string_n(error, text, (nuint)text.Length);
        var end = text.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
    }
}
