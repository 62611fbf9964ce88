using System.Net;
using TalksPlatform.Broadcast.Media;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Where sound arrives, and what people are told of it.</summary>
public sealed class MediaAddressTests
{
    [Theory]
    [InlineData("", null, "127.0.0.1", "127.0.0.1")] // nobody outside
    [InlineData("127.0.0.1", null, "127.0.0.1", "127.0.0.1")]
    [InlineData("203.0.113.7", null, "0.0.0.0", "203.0.113.7")] // a router's address
    [InlineData("203.0.113.7", "10.0.0.5", "10.0.0.5", "203.0.113.7")]
    [InlineData("203.0.113.7,2001:db8::7", null, "::", "203.0.113.7,2001:db8::7")]
    [InlineData("", "10.0.0.5", "10.0.0.5", "10.0.0.5")]
    public async Task It_listens_where_it_must_and_tells_what_it_was_told(string names, string? at, string bind, string advertised)
    {
        var address = await MediaAddress.ResolveAsync(Options(names, at), CancellationToken.None);

        address.Bind.ShouldBe(IPAddress.Parse(bind));
        address.Advertised.ShouldBe(advertised.Split(',').Select(IPAddress.Parse));
    }

    [Theory]
    [InlineData("2001:db8::7,203.0.113.7", "0.0.0.0", "203.0.113.7")]
    [InlineData("2001:db8::7", "::", "2001:db8::7")]
    [InlineData("", "127.0.0.1", "127.0.0.1")]
    public async Task Telephones_are_told_one_address_of_the_old_kind_where_there_is_one(string names, string bind, string advertised)
    {
        var address = (await MediaAddress.ResolveAsync(Options(names, at: null), CancellationToken.None)).ForTelephones;

        address.Bind.ShouldBe(IPAddress.Parse(bind));
        address.Advertised.ShouldBe([IPAddress.Parse(advertised)]);
    }

    private static BroadcastOptions Options(string names, string? at) => new()
    {
        PublicAddresses = names.Split(',', StringSplitOptions.RemoveEmptyEntries),
        MediaAddress = at is null ? null : IPAddress.Parse(at),
    };
}
