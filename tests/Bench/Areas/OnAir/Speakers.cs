using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>Contributors of plain RTP: each sends from a socket of its own and counts what comes back. One thread sends for all.</summary>
internal sealed class Speakers : IDisposable
{
    private const int Slices = 4; // they do not all send at the same moment
    private const int FramesPerReport = 250;

    private readonly Speaker[] _all;
    private readonly Thread _thread;
    private volatile bool _stopped;

    /// <param name="count">How many.</param>
    /// <param name="talking">How many of them talk all the time; the others are quiet.</param>
    /// <param name="reporting">They report every five seconds that nothing was lost, as browsers do.</param>
    public Speakers(int count, int talking, bool reporting)
    {
        _all = [.. Enumerable.Range(0, count).Select(i => new Speaker(i < talking ? Talking.Speaking : Talking.Quiet, i * 37, reporting))];
        _thread = new Thread(Run) { IsBackground = true };
    }

    /// <summary>Where each is sent what she hears.</summary>
    public IReadOnlyList<int> Ports => [.. _all.Select(speaker => speaker.Port)];

    /// <summary>Packets that came back to all.</summary>
    public long Heard => _all.Sum(speaker => speaker.Heard);

    /// <summary>Begins to talk to these ports, one each, or all to the same.</summary>
    public void Begin(IReadOnlyList<int> ports)
    {
        for (var i = 0; i < _all.Length; i++)
            _all[i].Connect(ports[Math.Min(i, ports.Count - 1)]);
        _thread.Start();
    }

    public void Dispose()
    {
        _stopped = true;
        if (_thread.IsAlive)
            _thread.Join();
        foreach (var speaker in _all)
            speaker.Dispose();
    }

    private void Run()
    {
        var began = Stopwatch.GetTimestamp();
        for (var slice = 1; !_stopped; slice++)
        {
            for (var i = slice % Slices; i < _all.Length; i += Slices)
                _all[i].Take();
            var early = (slice * VoiceFrame.Duration / Slices) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
        }
    }

    private sealed class Speaker : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        private readonly IReadOnlyList<byte[]> _payloads;
        private readonly bool _reporting;
        private readonly byte[] _packet = new byte[RtpPacket.MaxLength];
        private readonly uint _ssrc = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        private int _place;
        private ushort _sequence;
        private uint _timestamp;

        public Speaker(IReadOnlyList<byte[]> payloads, int from, bool reporting)
        {
            (_payloads, _place, _reporting) = (payloads, from, reporting);
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public long Heard { get; private set; }

        public void Connect(int port) => _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));

        /// <summary>Says the next 20 ms, and counts what came back meanwhile.</summary>
        public void Take()
        {
            var payload = _payloads[_place++ % _payloads.Count];
            _timestamp += VoiceFrame.Samples;
            if (payload.Length > 0 || _sequence == 0) // the first one tells where she is
            {
                RtpPacket.WriteHeader(_packet, Talking.PayloadType, marker: false, _sequence++, _timestamp, _ssrc);
                payload.CopyTo(_packet, RtpPacket.HeaderLength);
                _socket.Send(_packet.AsSpan(0, RtpPacket.HeaderLength + Math.Max(payload.Length, 1)), SocketFlags.None, out _);
            }
            while (_socket.Receive(_packet.AsSpan(), SocketFlags.None, out var error) > 0 && error == SocketError.Success)
                Heard++;
            if (_reporting && Heard > 0 && _place % FramesPerReport == 0)
                Report();
        }

        /// <summary>A receiver report (RFC 3550 §6.4.2) on what came last: nothing was lost.</summary>
        private void Report()
        {
            Span<byte> report = stackalloc byte[32];
            report.Clear();
            (report[0], report[1], report[3]) = (0x81, 201, 7);
            BinaryPrimitives.WriteUInt32BigEndian(report[4..], _ssrc);
            _packet.AsSpan(8, sizeof(uint)).CopyTo(report[8..]);
            _socket.Send(report, SocketFlags.None, out _);
        }

        public void Dispose() => _socket.Dispose();
    }
}
