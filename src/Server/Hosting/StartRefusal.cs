using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Hosting;

/// <summary>The server cannot start as it was told to. The message is one sentence that says what to do.</summary>
internal sealed class StartRefusedException(string sentence, Exception? inner = null) : Exception(sentence, inner);

/// <summary>Finds the sentence for what went wrong at start.</summary>
internal static class StartRefusal
{
    /// <summary>The refusal, or null when nobody thought of this failure: then its stack trace is wanted.</summary>
    public static StartRefusedException? For(Exception failure, ServerOptions options) => failure switch
    {
        StartRefusedException refusal => refusal,
        FaultException fault => new StartRefusedException(fault.Fault.Text, fault),
        ValidationException invalid => new StartRefusedException(invalid.Message, invalid),
        IOException { InnerException: AddressInUseException } => new StartRefusedException(PortTaken("TCP port", options.Port, "--port"), failure),
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => new StartRefusedException(
            "Another program took a port of sound while the server started: choose others with --udp-port and --sip-port.", failure),
        NpgsqlException when options.Connection is not null => new StartRefusedException(
            $"PostgreSQL cannot be used as --connection (TALKS_CONNECTION) says: {ReasonOf(failure)}", failure),
        _ => null,
    };

    public static string PortTaken(string what, int port, string option) =>
        $"The {what} {port} is taken by another program: end that, or choose another one with {option}.";

    private static string ReasonOf(Exception failure) => failure switch
    {
        PostgresException answer => answer.MessageText,
        { InnerException: SocketException socket } => $"{failure.Message} ({socket.Message})",
        _ => failure.Message,
    };
}
