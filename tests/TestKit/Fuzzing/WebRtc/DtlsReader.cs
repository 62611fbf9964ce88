using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>
/// Two live sessions that get in between what neither of them sent: at the beginning of their handshake, in its midst and
/// after its end.
/// </summary>
internal sealed class DtlsReader
{
    private const int InputsEach = 64;
    private const int Steps = 12; // more than a handshake has datagrams

    private readonly DtlsContext _context = new(DtlsCertificate.Create(TimeProvider.System), SrtpProfile.All);
    private readonly Queue<byte[]> _toServer = new();
    private readonly Queue<byte[]> _toClient = new();
    private DtlsSession? _client;
    private DtlsSession? _server;
    private int _inputs;

    public bool Read(ReadOnlySpan<byte> input)
    {
        if (_inputs++ % InputsEach == 0 || IsOver(_client!) || IsOver(_server!))
            Begin(steps: _inputs / InputsEach % Steps);

        var receiver = _inputs % 2 == 0 ? _server! : _client!;
        return receiver.Receive(input) is DtlsState.Handshaking or DtlsState.Connected;
    }

    private static bool IsOver(DtlsSession session) =>
        session.State is not (DtlsState.Handshaking or DtlsState.Connected);

    private void Begin(int steps)
    {
        _client?.Dispose();
        _server?.Dispose();
        _toServer.Clear();
        _toClient.Clear();
        var expected = FingerprintSet.Of(_context.Fingerprint);
        _client = new DtlsSession(_context, DtlsRole.Active, expected, datagram => _toServer.Enqueue(datagram.ToArray()));
        _server = new DtlsSession(_context, DtlsRole.Passive, expected, datagram => _toClient.Enqueue(datagram.ToArray()));
        _client.Start();
        for (var step = 0; step < steps; step++)
        {
            if (_toServer.TryDequeue(out var up))
                _server.Receive(up);
            else if (_toClient.TryDequeue(out var down))
                _client.Receive(down);
        }
    }
}
