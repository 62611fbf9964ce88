using System.Net.Sockets;
using System.Security.Authentication;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>An output does not get through. Both code and message are shown in the studio, so neither may contain a secret.</summary>
/// <param name="code">A word that stays, e.g. output.refused.</param>
/// <param name="message">For people.</param>
internal class OutputException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public const string Dns = "output.dns";
    public const string Unreachable = "output.unreachable";
    public const string Tls = "output.tls";
    public const string Refused = "output.refused";
    public const string Silent = "output.silent";
    public const string Busy = "output.busy";
    public const string Slow = "output.slow";
    public const string Broken = "output.broken";
    public const string Encoder = "output.encoder";
    public const string Picture = "output.picture";
    public const string Bucket = "output.bucket";
    public const string Waiting = "station.waiting";
    public const string HungUp = "station.hung-up";

    public string Code => code;

    /// <summary>The code of whatever an output ran into; null when there is none for it.</summary>
    public static string? CodeOf(Exception failure) => failure switch
    {
        OutputException known => known.Code,
        ChildProcessException => Encoder,
        SipCallException call => $"sip.{call.Status}",
        _ => null,
    };

    /// <summary>Why a server is not reached, in words and with its code.</summary>
    /// <param name="server">For people, e.g. "The Icecast server".</param>
    /// <param name="failure">What the attempt ran into; a cancellation stands for patience that has run out.</param>
    public static OutputException Connecting(string server, Exception failure) => failure switch
    {
        OutputException known => known,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            new(Dns, $"{server}'s name is not known: is the address right?", failure),
        AuthenticationException => new(Tls, $"{server}'s certificate is not trusted, or it does not speak TLS.", failure),
        IOException { InnerException: SocketException } or SocketException => new(Unreachable, $"{server} cannot be reached: {failure.Message}", failure),
        IOException => new(Broken, $"{server} closed the connection.", failure),
        OperationCanceledException or TimeoutException => new(Silent, $"{server} does not answer.", failure),
        _ => new(Broken, $"{server} cannot be used: {failure.Message}", failure),
    };
}
