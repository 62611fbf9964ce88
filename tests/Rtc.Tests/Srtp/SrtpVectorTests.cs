using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Tests.Srtp;

/// <summary>The worked examples of the standards.</summary>
public sealed class SrtpVectorTests
{
    private static readonly byte[] GcmKey = Hex("000102030405060708090a0b0c0d0e0f");
    private static readonly byte[] GcmSalt = Hex("517569642070726f2071756f");

    [Fact]
    public void Session_keys_are_derived_as_in_rfc_3711_appendix_b3()
    {
        var master = new SrtpMasterKey(
            SrtpProfile.Aes128CmSha1,
            Hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
            Hex("0EC675AD498AFEEBB6960B3AABE6"));

        master.Derive(SrtpKeyLabel.RtpEncryption, 16).ShouldBe(Hex("C61E7A93744F39EE10734AFE3FF7A087"));
        master.Derive(SrtpKeyLabel.RtpSalt, 14).ShouldBe(Hex("30CBBC08863D8C85D49DB34A9AE1"));
        master.Derive(SrtpKeyLabel.RtpAuthentication, 94).ShouldBe(Hex(
            """
            CEBE321F6FF7716B6FD4AB49AF256A15 6D38BAA48F0A0ACF3C34E2359E6CDBCE
            E049646C43D9327AD175578EF7227098 6371C10C9A369AC2F94A8C5FBCDDDC25
            6D6E919A48B610EF17C2041E47403576 6B68642C59BBFC2F34DB60DBDFB2
            """));
    }

    [Fact]
    public void An_rtp_packet_is_sealed_and_opened_as_in_rfc_7714_section_16()
    {
        const int headerLength = 12;
        const uint ssrc = 0x5501a0b2;
        const int sequence = 0xf17b;
        var plain = Hex(
            """
            8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976 69736120
            696e2070 61727465 73207472 6573
            """);
        var expected = Hex(
            """
            8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f
            42a5f47a 51c7d19b 36de3adf 8833
            """);
        var expectedTag = Hex("899d7f27 beb16a91 52cf765e e4390cce");

        var packet = plain.ToArray();
        var tag = new byte[16];
        using var seal = new AeadGcmCipher(GcmKey, GcmSalt, encrypt: true, forRtcp: false);
        seal.Seal(packet, headerLength, ssrc, sequence, trailer: 0, tag);

        packet.ShouldBe(expected);
        tag.ShouldBe(expectedTag);

        using var open = new AeadGcmCipher(GcmKey, GcmSalt, encrypt: false, forRtcp: false);
        open.TryOpen(packet, headerLength, ssrc, sequence, trailer: 0, tag).ShouldBeTrue();
        packet.ShouldBe(plain);
    }

    [Fact]
    public void An_rtcp_packet_is_sealed_as_in_rfc_7714_section_17()
    {
        var packet = Hex(
            """
            81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61
            deadbeef deadbeef deadbeef deadbeef deadbeef
            """);
        var tag = new byte[16];
        using var cipher = new AeadGcmCipher(GcmKey, GcmSalt, encrypt: true, forRtcp: true);
        cipher.Seal(packet, SrtpPacket.RtcpHeaderLength, 0x4d617273, index: 0x5d4, trailer: 0x800005d4, tag);

        packet.ShouldBe(Hex(
            """
            81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1
            730d6fda 4ce09b46 86303ded 0bb9275b
            """));
        tag.ShouldBe(Hex("c84aa458 96cf4d2f c5abf872 45d9eade"));
    }

    private static byte[] Hex(string text) => Convert.FromHexString(string.Concat(text.Where(Uri.IsHexDigit)));
}
