using System.Buffers.Binary;
using System.Text;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Writes what a SIPp is to do: a call in G.711 without keypad events, with keys by INFO or as sound.</summary>
internal static class SippScript
{
    private const int SampleRate = 8_000;
    private const int Packet = SampleRate / 50;

    /// <summary>A call of this number that does these steps and hangs up.</summary>
    public static async Task<string> WriteAsync(string folder, string number, params IReadOnlyList<string> steps)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.xml");
        var script = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n<scenario name=\"caller\">\n");
        script.Append(Request("INVITE", 1, number, to: "", "application/sdp", """
            v=0
            o=sipp 1 1 IN IP4 [local_ip]
            s=-
            c=IN IP4 [media_ip]
            t=0 0
            m=audio [media_port] RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """));
        script.Append("<recv response=\"100\" optional=\"true\"/>\n<recv response=\"180\" optional=\"true\"/>\n<recv response=\"200\"/>\n");
        script.Append(Request("ACK", 1, number, "[peer_tag_param]", type: null, body: ""));
        var sequence = 1;
        foreach (var step in steps)
        {
            script.Append(step.StartsWith("INFO ", StringComparison.Ordinal)
                ? Request("INFO", ++sequence, number, "[peer_tag_param]", "application/dtmf-relay", $"Signal={step[5..]}\nDuration=160") + "<recv response=\"200\"/>\n"
                : step);
        }
        script.Append(Request("BYE", ++sequence, number, "[peer_tag_param]", type: null, body: "")).Append("<recv response=\"200\"/>\n</scenario>\n");
        await File.WriteAllTextAsync(path, script.ToString());
        return path;
    }

    public static string Pause(int milliseconds) => $"<pause milliseconds=\"{milliseconds}\"/>\n";

    /// <summary>Sends the packets of a capture in their own time, and waits for their end.</summary>
    public static string Play(string capture, int milliseconds) =>
        $"<nop><action><exec play_pcap_audio=\"{capture}\"/></action></nop>\n{Pause(milliseconds)}";

    /// <summary>A voice as µ-law in RTP, of which some packets never leave.</summary>
    /// <param name="voice">8 kHz.</param>
    /// <param name="isLost">Whether the packet of this number is.</param>
    public static async Task<string> CaptureAsync(string folder, float[] voice, Func<int, bool> isLost)
    {
        using var file = new MemoryStream();
        file.Write(PcapHeader());
        using var encoder = AudioCodecs.CreateEncoder(AudioCodec.Pcmu);
        var payload = new byte[Packet];
        for (var number = 0; (number + 1) * Packet <= voice.Length; number++)
        {
            encoder.Encode(voice.AsSpan(number * Packet, Packet), payload);
            if (!isLost(number))
                file.Write(Record(number, payload));
        }
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.pcap");
        await File.WriteAllBytesAsync(path, file.ToArray());
        return path;
    }

    private static string Request(string method, int sequence, string number, string to, string? type, string body) =>
        $"""
        <send{(method == "ACK" ? "" : " retrans=\"500\"")}>
        <![CDATA[
        {method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:{number}@[local_ip]:[local_port]>;tag=[call_number]-[pid]
        To: <sip:[service]@[remote_ip]:[remote_port]>{to}
        Call-ID: [call_id]
        CSeq: {sequence} {method}
        Max-Forwards: 70
        Contact: <sip:{number}@[local_ip]:[local_port];transport=[transport]>
        {(type is null ? "" : $"Content-Type: {type}\n")}Content-Length: [len]

        {body}
        ]]>
        </send>

        """;

    private static byte[] PcapHeader()
    {
        var header = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 65_535);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), 1); // Ethernet
        return header;
    }

    private static byte[] Record(int number, byte[] payload)
    {
        const int Ethernet = 14;
        const int Ip = 20;
        const int Udp = 8;
        const int Rtp = 12;
        var length = Ethernet + Ip + Udp + Rtp + payload.Length;
        var record = new byte[16 + length];
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(number / 50));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), (uint)(number % 50 * 20_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12), (uint)length);
        var frame = record.AsSpan(16);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0800);
        var ip = frame[Ethernet..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(length - Ethernet));
        (ip[8], ip[9]) = (64, 17);
        (ip[12], ip[15], ip[16], ip[19]) = (127, 1, 127, 1);
        var udp = ip[Ip..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, 6_000);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], 6_000);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(length - Ethernet - Ip));
        var rtp = udp[Udp..];
        rtp[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(rtp[2..], (ushort)(number + 1));
        BinaryPrimitives.WriteUInt32BigEndian(rtp[4..], (uint)(number * Packet));
        BinaryPrimitives.WriteUInt32BigEndian(rtp[8..], 0x5EED);
        payload.CopyTo(rtp[Rtp..]);
        return record;
    }
}
