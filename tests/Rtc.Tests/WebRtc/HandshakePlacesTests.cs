using TalksPlatform.Rtc.Stun;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Half-done handshakes are limited, and one network's never take all places.</summary>
public sealed class HandshakePlacesTests
{
    private static readonly TransportAddress Home = TransportAddress.FromV4(0x7F000001, 1000);
    private static readonly TransportAddress Elsewhere = TransportAddress.FromV4(0x7F000002, 1000);

    private readonly HandshakePlaces _places = new(max: 4);

    [Fact]
    public void One_address_gets_half_of_the_places_and_another_the_rest()
    {
        _places.TryTake("a", Home).ShouldBeTrue();
        _places.TryTake("b", Home with { Port = 2000 }).ShouldBeTrue();
        _places.TryTake("c", Home with { Port = 3000 }).ShouldBeFalse();

        _places.TryTake("d", Elsewhere).ShouldBeTrue();
        _places.TryTake("e", Elsewhere).ShouldBeTrue();
        _places.TryTake("f", TransportAddress.FromV4(0x7F000003, 1000)).ShouldBeFalse();
    }

    [Fact]
    public void Many_tcp_connections_from_one_address_are_one_network()
    {
        _places.TryTake("a", Home with { Connection = 1 }).ShouldBeTrue();
        _places.TryTake("b", Home with { Connection = 2 }).ShouldBeTrue();
        _places.TryTake("c", Home with { Connection = 3 }).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_has_a_place_keeps_it_until_he_leaves()
    {
        _places.TryTake("a", Home).ShouldBeTrue();
        _places.TryTake("b", Home).ShouldBeTrue();
        _places.TryTake("a", Home).ShouldBeTrue();
        _places.TryTake("c", Home).ShouldBeFalse();

        _places.Leave("a");
        _places.Leave("a");

        _places.TryTake("c", Home).ShouldBeTrue();
        _places.TryTake("a", Home).ShouldBeFalse();
    }
}
