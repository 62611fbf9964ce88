using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>The libraries of the operating system without which nothing here works.</summary>
public static class NativeLibraries
{
    private static readonly (string File, string Package)[] Required =
    [
        (LibSsl.File, "libssl3"),
        (LibCrypto.File, "libssl3"),
        (Opus.File, "libopus0"),
        (Spandsp.File, "libspandsp2"),
    ];

    /// <summary>Checks, once at start, that all are there.</summary>
    /// <exception cref="DllNotFoundException">One is missing; the message names the Debian package to install.</exception>
    public static void EnsurePresent()
    {
        foreach (var (file, package) in Required)
        {
            if (!NativeLibrary.TryLoad(file, out _)) // stays loaded: it is about to be used
                throw new DllNotFoundException($"{file} is missing: install it with 'apt install {package}'.");
        }
    }
}
