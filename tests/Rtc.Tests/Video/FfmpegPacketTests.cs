using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Video;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Video;

/// <summary>Pictures that ffmpeg packs, put together here and counted by ffmpeg's own decoder.</summary>
[Collection(nameof(RealTime))]
public sealed class FfmpegPacketTests : IDisposable
{
    private const int Frames = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("pictures").FullName;

    [Fact]
    public async Task H264_is_put_together_so_that_every_frame_can_be_decoded()
    {
        var file = Path.Combine(_folder, "pictures.h264");
        await using (var output = File.Create(file))
        {
            await ReceiveAsync(
                new VideoFormat(VideoCodec.H264, 96),
                "-c:v libx264 -preset ultrafast -tune zerolatency -g 25 -pix_fmt yuv420p",
                frame => output.Write(frame.Data));
        }

        (await CountAsync(file)).ShouldBe(Frames);
    }

    [Fact]
    public async Task Vp8_is_put_together_so_that_every_frame_can_be_decoded()
    {
        var file = Path.Combine(_folder, "pictures.ivf");
        await using (var output = File.Create(file))
        {
            output.Write(IvfHeader());
            await ReceiveAsync(
                new VideoFormat(VideoCodec.Vp8, 96),
                "-c:v libvpx -deadline realtime -cpu-used 8 -g 25 -b:v 800k",
                frame =>
                {
                    output.Write(IvfFrameHeader(frame));
                    output.Write(frame.Data);
                });
        }

        (await CountAsync(file)).ShouldBe(Frames);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Lets ffmpeg send two seconds of a test picture and hands over what comes out.</summary>
    private static async Task ReceiveAsync(VideoFormat format, string codec, TakeVideoFrame take)
    {
        Prerequisite.NeedsProgram("ffmpeg", "ffmpeg");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ReceiveBufferSize = 4 * 1024 * 1024;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var receiver = new VideoReceiver(format, _ => { }, TimeProvider.System);
        var frames = 0;
        receiver.FrameReceived += frame =>
        {
            frames++;
            take(frame);
        };

        using var sending = Start("ffmpeg", string.Create(
            CultureInfo.InvariantCulture,
            $"-v error -re -f lavfi -i testsrc2=size=640x360:rate=25:duration=2 {codec} -payload_type 96 -f rtp rtp://127.0.0.1:{port}?pkt_size=1200"));
        var datagram = new byte[2048];
        while (frames < Frames)
        {
            var length = await socket.ReceiveAsync(datagram, patience.Token);
            if (RtpPacket.TryParse(datagram.AsSpan(0, length), out var packet))
                receiver.Receive(packet, datagram.AsSpan(0, length));
        }

        await sending.WaitForExitAsync(patience.Token);
    }

    private static async Task<int> CountAsync(string file)
    {
        using var probe = Start(
            "ffprobe",
            $"-v error -count_frames -select_streams v -show_entries stream=nb_read_frames -of csv=p=0 {file}");
        var told = await probe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        return int.Parse(told.Trim().TrimEnd(','), CultureInfo.InvariantCulture);
    }

    private static Process Start(string program, string arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;

    private static byte[] IvfHeader()
    {
        var header = new byte[32];
        "DKIF"u8.CopyTo(header);
        header[6] = 32;
        "VP80"u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(12), 640);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(14), 360);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), VideoFormat.ClockRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), 1);
        return header;
    }

    private static byte[] IvfFrameHeader(VideoFrame frame)
    {
        var header = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(header, frame.Data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), frame.Timestamp);
        return header;
    }
}
