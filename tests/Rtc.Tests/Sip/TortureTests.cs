using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

/// <summary>The torture messages of RFC 4475, all of them, one by one and to a telephone in service.</summary>
public sealed class TortureTests
{
    private const int Ignored = 0;
    private const int Busy = 486; // what our telephone says to every call that may ring

    /// <summary>What becomes of each: whether it is well formed for us, and what its sender is told.</summary>
    public static TheoryData<string, bool, int> Fates { get; } = new()
    {
        { "wsinv", true, 481 }, // its To has a tag: of a call that we do not know
        { "intmeth", true, 501 },
        { "esc01", true, Busy },
        { "escnull", true, 405 },
        { "esc02", true, 501 },
        { "lwsdisp", true, 200 },
        { "longreq", true, Busy },
        { "dblreq", true, 405 },
        { "semiuri", true, 200 },
        { "transports", true, 200 },
        { "mpart01", true, 405 },
        { "unreason", true, Ignored },
        { "noreason", true, Ignored },
        { "badinv01", false, 400 },
        { "clerr", false, 400 },
        { "ncl", false, 400 },
        { "scalar02", false, 400 },
        { "scalarlg", false, Ignored },
        { "quotbal", false, 400 },
        { "ltgtruri", false, 400 },
        { "lwsruri", false, 400 },
        { "lwsstart", false, 400 },
        { "trws", false, 400 },
        { "escruri", true, Busy }, // headers in an address are nobody's business
        { "baddate", true, Busy }, // nor is a date
        { "regbadct", true, 405 },
        { "badaspec", true, 200 }, // blanks in brackets are meant well
        { "baddn", true, 200 }, // so is a comma in a name
        { "badvers", false, 505 },
        { "mismatch01", false, 400 },
        { "mismatch02", false, 400 },
        { "bigcode", false, Ignored },
        { "badbranch", true, 200 },
        { "insuf", false, Ignored }, // without From and To no answer can be written
        { "unkscm", true, 416 },
        { "novelsc", true, 416 },
        { "unksm2", false, 400 },
        { "bext01", true, 420 },
        { "invut", true, 415 },
        { "regaut01", true, 405 },
        { "multi01", false, 400 },
        { "mcl01", false, 400 },
        { "bcast", true, Ignored },
        { "zeromf", true, 200 }, // we are the last hop
        { "cparam01", true, 405 },
        { "cparam02", true, 405 },
        { "regescrt", true, 405 },
        { "sdp01", true, 406 },
        { "inv2543", true, Busy },
    };

    [Fact]
    public void No_message_of_the_standard_is_left_out() =>
        Fates.Select(row => row.Data.Item1).ShouldBe(TortureMessages.All.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Fates))]
    public void A_torture_message_is_read_or_refused(string name, bool wellFormed, int status)
    {
        var read = SipParser.TryParse(TortureMessages.All[name], out var message, out var fault, out var refusal);

        read.ShouldBe(wellFormed, fault);
        (refusal?.Response.Status ?? Ignored).ShouldBe(wellFormed ? Ignored : status);
        if (message is not null)
            Rewritten(message).ShouldBe(message.Headers.Where(header => header.Key != "Content-Length"));
    }

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task A_telephone_in_service_answers_a_torture_message_and_goes_on(string name, bool wellFormed, int status)
    {
        await using var telephone = await BusyTelephoneAsync();
        using var stranger = Stranger(name == "quotbal" ? 5_050 : SipUri.DefaultPort); // where its Via wants the answer

        await stranger.SendToAsync(TortureMessages.All[name], telephone.Agent.LocalEndPoint);

        (await FinalAnswerAsync(stranger, telephone, isAnswered: status != Ignored)).ShouldBe(status);
        telephone.Agent.Malformed.ShouldBe(wellFormed ? 0 : 1);
        telephone.Troubles.ShouldBeEmpty();
    }

    private static async Task<Telephone> BusyTelephoneAsync()
    {
        var telephone = await Telephone.PlugInAsync();
        telephone.Agent.IncomingCall = call => call.RejectAsync(Busy);
        return telephone;
    }

    /// <summary>A socket at an address of its own, for most messages ask to be answered at port 5060.</summary>
    private static Socket Stranger(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var address = new byte[] { 127, 44, 75, (byte)Random.Shared.Next(1, 255) };
        Random.Shared.NextBytes(address.AsSpan(1, 2));
        socket.Bind(new IPEndPoint(new IPAddress(address), port));
        return socket;
    }

    /// <summary>
    /// The final answer to what was sent before. An honest question goes after it: its answer shows that the telephone is
    /// well, and that nothing comes where nothing should.
    /// </summary>
    private static async Task<int> FinalAnswerAsync(Socket stranger, Telephone telephone, bool isAnswered)
    {
        await stranger.SendToAsync(
            Encoding.ASCII.GetBytes(
                "OPTIONS sip:talk@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP host.example.com;branch=z9hG4bKhonest;rport\r\n"
                + "From: <sip:honest@example.com>;tag=1\r\nTo: <sip:talk@127.0.0.1>\r\nCall-ID: honest\r\nCSeq: 1 OPTIONS\r\n\r\n"),
            telephone.Agent.LocalEndPoint);

        var fate = Ignored;
        var isWell = false;
        var buffer = new byte[SipParser.MaxLength];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isWell || (isAnswered && fate == Ignored))
        {
            var length = await stranger.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
            var answer = Encoding.ASCII.GetString(buffer, 0, length);
            var status = int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
            if (answer.Contains("z9hG4bKhonest", StringComparison.Ordinal))
                isWell = status == 200;
            else if (status >= 200)
                fate = status;
        }

        return fate;
    }

    private static IEnumerable<KeyValuePair<string, string>> Rewritten(SipMessage message)
    {
        SipParser.TryParse(message.ToBytes(), out var again, out var fault).ShouldBeTrue(fault);
        return again!.Headers.Where(header => header.Key != "Content-Length");
    }
}
