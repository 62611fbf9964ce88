using System.Net;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class RtpPortTests
{
    [Theory]
    [InlineData(12_000, 12_019)]
    [InlineData(12_101, 12_122)]
    public void A_narrow_range_is_used_to_its_end_and_nothing_beside_it(int first, int last)
    {
        var options = new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0), RtpPorts = (first, last) };
        List<RtpPort> open = [];
        try
        {
            var none = Should.Throw<SipCallException>(() =>
            {
                while (true)
                    open.Add(RtpPort.Open(options));
            });

            none.Status.ShouldBe(503);
            open.ShouldAllBe(pair => pair.Advertised.Port >= first && pair.Advertised.Port < last && pair.Advertised.Port % 2 == 0);
            open.Count.ShouldBeInRange(8, 10, "two of its pairs may be somebody else's");
        }
        finally
        {
            open.ForEach(pair => pair.Dispose());
        }
    }
}
