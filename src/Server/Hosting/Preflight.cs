using System.Net;
using System.Net.Sockets;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Server.Hosting;

/// <summary>Finds out in milliseconds what would fail after seconds: the folder, the ports, what must be installed.</summary>
internal static class Preflight
{
    /// <exception cref="StartRefusedException">Something is not as it must be.</exception>
    public static void Check(ServerOptions options)
    {
        CheckPrograms();
        CheckFolder(options.DataFolder);
        CheckAddress(options.Address, "--address");
        if (options.MediaAddress is { } mediaAddress)
            CheckAddress(mediaAddress, "--media-address");
        CheckPort(SocketType.Stream, new IPEndPoint(options.Address, options.Port), "TCP port", "--port");
        CheckPort(SocketType.Dgram, new IPEndPoint(options.MediaAddress ?? IPAddress.Any, options.UdpPort), "UDP port", "--udp-port");
        CheckSoundOverTcp(options);
        CheckPort(SocketType.Dgram, new IPEndPoint(IPAddress.Any, options.SipPort), "SIP port", "--sip-port");
        CheckPort(SocketType.Stream, new IPEndPoint(IPAddress.Any, options.SipPort), "SIP port", "--sip-port");
    }

    private static void CheckSoundOverTcp(ServerOptions options)
    {
        if (options.TcpPort is not { } port)
            return;
        if (port != 0 && port == options.Port)
            throw new StartRefusedException($"The TCP port {port} cannot be that of the pages and of the sound: choose another one with --tcp-port.");
        CheckPort(SocketType.Stream, new IPEndPoint(options.MediaAddress ?? IPAddress.Any, port), "TCP port", "--tcp-port");
    }

    private static void CheckPrograms()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!Array.Exists(folders, folder => File.Exists(Path.Combine(folder, "ffmpeg"))))
            throw FfmpegRunner.Missing.AsException();
        try
        {
            NativeLibraries.EnsurePresent();
        }
        catch (DllNotFoundException missing)
        {
            throw new StartRefusedException(missing.Message, missing);
        }
    }

    private static void CheckFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".writable-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data folder {folder} cannot be written to: choose another one with --data, or give this user the right to. ({failure.Message})", failure);
        }
    }

    private static void CheckAddress(IPAddress address, string option)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
        }
        catch (SocketException failure)
        {
            throw new StartRefusedException($"This machine has no address {address}: choose another one with {option}.", failure);
        }
    }

    private static void CheckPort(SocketType type, IPEndPoint end, string what, string option)
    {
        try
        {
            using var socket = new Socket(end.AddressFamily, type, ProtocolType.Unspecified);
            if (type is SocketType.Stream) // connections of a server that was killed linger: they do not hold the port
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.Bind(end);
            if (type is SocketType.Stream)
                socket.Listen();
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new StartRefusedException($"The {what} {end.Port} is for the administrator of this machine alone: choose one above 1023 with {option}.", failure);
        }
        catch (SocketException failure)
        {
            throw new StartRefusedException(StartRefusal.PortTaken(what, end.Port, option), failure);
        }
    }
}
