using System.Net;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SourceLatchTests
{
    private static readonly IPEndPoint Stated = IPEndPoint.Parse("198.51.100.7:4000");
    private static readonly IPEndPoint Nat = IPEndPoint.Parse("203.0.113.9:61000");
    private static readonly IPEndPoint Stranger = IPEndPoint.Parse("192.0.2.66:9");
    private static readonly IPEndPoint OtherStranger = IPEndPoint.Parse("192.0.2.67:9");

    private readonly ManualTime _time = new();
    private readonly SourceLatch _latch;
    private readonly Dictionary<(IPEndPoint, uint), ushort> _sequences = [];

    public SourceLatchTests()
    {
        _latch = new SourceLatch(_time);
        _latch.State(Stated, Nat.Address);
    }

    [Fact]
    public void The_stated_address_is_heard_from_its_first_packet_and_sent_to_before()
    {
        Target.ShouldBe(Stated);
        Send(Stated, 1).ShouldBe(1);
        Target.ShouldBe(Stated);
    }

    [Fact]
    public void A_telephone_behind_nat_is_heard_from_its_fifth_packet_on_and_answered_there()
    {
        Send(Nat, 4).ShouldBe(0);
        Target.ShouldBe(Stated);

        Send(Nat, 10).ShouldBe(10);

        Target.ShouldBe(Nat);
    }

    [Fact]
    public void A_stranger_who_sprays_packets_at_all_ports_gets_nothing()
    {
        for (var port = 1_000; port < 1_200; port++)
            Send(new IPEndPoint(Stranger.Address, port), 1, ssrc: (uint)port).ShouldBe(0);

        Target.ShouldBe(Stated);
    }

    [Fact]
    public void A_stranger_is_believed_after_a_second_of_one_stream_while_nobody_else_speaks()
    {
        Send(Stranger, 49).ShouldBe(0);
        Send(Stranger, 1).ShouldBe(1);

        Target.ShouldBe(Stranger);
    }

    [Fact]
    public void A_stranger_cannot_take_over_a_call_however_long_he_tries()
    {
        Send(Stated, 1);

        for (var second = 0; second < 60; second++)
        {
            Send(Stranger, 50, ssrc: 2).ShouldBe(0);
            Send(Stated, 50).ShouldBe(50);
        }

        Target.ShouldBe(Stated);
    }

    [Fact]
    public void A_stranger_who_guesses_the_stream_but_not_its_numbers_cannot_follow_a_silent_source()
    {
        Send(Stated, 100, ssrc: 7);
        _time.Advance(TimeSpan.FromMinutes(1));

        _sequences[(Stranger, 7)] = 40_000;
        Send(Stranger, 200, ssrc: 7).ShouldBe(0);
        Send(Stranger, 200, ssrc: 8).ShouldBe(0);

        Target.ShouldBe(Stated);
    }

    [Fact]
    public void A_stranger_who_saw_the_stream_cannot_take_it_over_while_it_flows()
    {
        for (var i = 0; i < 200; i++)
        {
            Send(Stated, 1, ssrc: 7).ShouldBe(1);
            _sequences[(Stranger, 7)] = _sequences[(Stated, 7)];
            Send(Stranger, 1, ssrc: 7).ShouldBe(0);
        }
    }

    [Fact]
    public void A_nat_that_forgot_its_binding_is_followed_when_the_stream_goes_on()
    {
        Send(Nat, 100, ssrc: 7);
        var elsewhere = new IPEndPoint(Nat.Address, Nat.Port + 1);
        _sequences[(elsewhere, 7)] = _sequences[(Nat, 7)];
        Send(elsewhere, 10, ssrc: 7).ShouldBe(0);

        _time.Advance(TimeSpan.FromSeconds(3));
        Send(elsewhere, 10, ssrc: 7).ShouldBe(6);

        Target.ShouldBe(elsewhere);
    }

    [Fact]
    public void Whoever_stands_higher_takes_over_from_whoever_stands_lower_and_never_the_reverse()
    {
        Send(Stranger, 60);
        Target.ShouldBe(Stranger);

        Send(Nat, 10).ShouldBe(6);
        Target.ShouldBe(Nat);
        Send(Stranger, 100).ShouldBe(0);

        Send(Stated, 10).ShouldBe(6);
        Target.ShouldBe(Stated);
        Send(Nat, 100).ShouldBe(0);
    }

    [Fact]
    public void Strangers_do_not_disturb_the_audition_of_a_telephone_behind_nat()
    {
        var heard = 0;
        for (var i = 0; i < 20; i++)
        {
            Send(Stranger, 1, ssrc: (uint)i + 100);
            Send(OtherStranger, 1, ssrc: 9);
            heard += Send(Nat, 1);
        }

        heard.ShouldBe(16);
        Target.ShouldBe(Nat);
    }

    [Fact]
    public void Packets_that_jump_about_are_no_stream()
    {
        var heard = 0;
        for (ushort i = 0; i < 1_000; i++)
        {
            _sequences[(Nat, 1)] = (ushort)(i * 7_919);
            heard += Send(Nat, 1);
        }

        heard.ShouldBe(0);
    }

    [Fact]
    public void A_call_that_moves_is_heard_from_its_old_place_until_it_speaks_at_the_new_one()
    {
        Send(Nat, 10);
        var moved = IPEndPoint.Parse("198.51.100.8:5000");

        _latch.State(moved, Nat.Address);

        Target.ShouldBe(moved);
        Send(Nat, 10).ShouldBe(10);
        Target.ShouldBe(moved);
        Send(moved, 1).ShouldBe(1);
        Send(Nat, 10).ShouldBe(0);
        Target.ShouldBe(moved);
    }

    [Fact]
    public void A_telephone_that_states_a_new_address_and_stays_where_it_was_is_answered_there_again()
    {
        Send(Nat, 10);

        _latch.State(IPEndPoint.Parse("10.0.0.5:5000"), Nat.Address);

        Send(Nat, 60).ShouldBe(60);
        Target.ShouldBe(Nat);
    }

    [Fact]
    public void The_same_address_stated_again_changes_nothing()
    {
        Send(Nat, 10);

        _latch.State(Stated, Nat.Address);

        Target.ShouldBe(Nat);
    }

    [Fact]
    public void A_packet_under_the_right_key_is_genuine_wherever_it_comes_from()
    {
        Send(Stated, 10);

        Send(Stranger, 1, isProven: true).ShouldBe(1);

        Target.ShouldBe(Stranger);
    }

    private IPEndPoint? Target => _latch.Goal?.Address.ToIPEndPoint();

    /// <summary>Sends some packets of a stream, 1 ms apart, and counts those that are heard.</summary>
    private int Send(IPEndPoint source, int packets, uint ssrc = 1, bool isProven = false)
    {
        var heard = 0;
        for (var i = 0; i < packets; i++)
        {
            var sequence = _sequences[(source, ssrc)] = (ushort)(_sequences.GetValueOrDefault((source, ssrc)) + 1);
            heard += _latch.Hears(TransportAddress.From(source), ssrc, sequence, isProven) ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return heard;
    }
}
