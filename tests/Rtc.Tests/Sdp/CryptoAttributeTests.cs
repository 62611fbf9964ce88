using System.Net;
using FsCheck;
using FsCheck.Fluent;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Tests.Sdp;

public sealed class CryptoAttributeTests
{
    private const string Key30 = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"; // RFC 4568, section 9
    private const string Key28 = "AAECAwQFBgcICQoLDA0OD6CioKOgpKClpqeoqQ==";

    [Theory]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30}|2^20|1:4 FEC_ORDER=FEC_SRTP", false)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30}", true)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30}|2^20", true)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30}|1048576 WSH=64 KDR=0", true)]
    [InlineData($"1  aes_cm_128_hmac_sha1_32  INLINE:{Key30}", true)]
    [InlineData($"999999999 AEAD_AES_128_GCM inline:{Key28}", true)]
    [InlineData("1 AEAD_AES_128_GCM inline:AAECAwQFBgcICQoLDA0OD6CioKOgpKClpqeoqQ", true)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30} UNENCRYPTED_SRTP", false)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30} UNAUTHENTICATED_SRTP", false)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30} KDR=1", false)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key30}|2^20|1:4;inline:{Key30}|2^20|2:4", false)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key28}", false)]
    [InlineData($"1 AEAD_AES_256_GCM inline:{Key30}", false)]
    [InlineData($"1234567890 AES_CM_128_HMAC_SHA1_80 inline:{Key30}", false)]
    [InlineData($"-1 AES_CM_128_HMAC_SHA1_80 inline:{Key30}", false)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:", false)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 uri:sip:key", false)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80", false)]
    [InlineData("", false)]
    public void A_line_is_read_when_we_can_do_all_that_it_asks(string value, bool isRead) =>
        (CryptoAttribute.Parse(value) is not null).ShouldBe(isRead);

    [Fact]
    public void Every_line_that_we_write_is_read_as_it_was_and_shows_its_key_in_no_log() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        tag =>
        {
            foreach (var profile in CryptoAttribute.Profiles)
            {
                var written = CryptoAttribute.New(tag.Get % 1_000_000_000, profile);
                var read = CryptoAttribute.Parse(written.ToValue()).ShouldNotBeNull();
                (read.Tag, read.Profile).ShouldBe((written.Tag, profile));
                read.HasKeyOf(written).ShouldBeTrue();
                CryptoAttribute.New(1, profile).HasKeyOf(written).ShouldBeFalse();
                written.ToString().ShouldNotContain(Convert.ToBase64String(written.KeyAndSalt.Span));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_line_from_a_stranger_does_harm() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text =>
        {
            foreach (var value in new[] { text, $"1 {text}", $"1 AES_CM_128_HMAC_SHA1_80 {text}", $"1 AEAD_AES_128_GCM inline:{text}" })
                CryptoAttribute.Parse(value ?? "");
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(MediaEncryption.Required, MediaEncryption.Required, "RTP/SAVP", true)]
    [InlineData(MediaEncryption.Required, MediaEncryption.Preferred, "RTP/SAVP", true)]
    [InlineData(MediaEncryption.Preferred, MediaEncryption.Required, "RTP/AVP", true)]
    [InlineData(MediaEncryption.Preferred, MediaEncryption.Preferred, "RTP/AVP", true)]
    [InlineData(MediaEncryption.Preferred, MediaEncryption.None, "RTP/AVP", false)]
    [InlineData(MediaEncryption.None, MediaEncryption.Preferred, "RTP/AVP", false)]
    public void Both_sides_encrypt_as_far_as_both_are_willing(
        MediaEncryption offering, MediaEncryption answering, string protocol, bool encrypted)
    {
        var (offerer, answerer) = (Negotiate(offering), Negotiate(answering));
        var offer = offerer.Offer();

        var theirs = answerer.TakeOffer(offer).ShouldNotBeNull();
        var ours = offerer.TakeAnswer(answerer.Answer()).ShouldNotBeNull();

        offer.ShouldContain($" {protocol} ");
        answerer.Answer().ShouldContain($" {protocol} ");
        (ours.Keys is not null).ShouldBe(encrypted);
        (theirs.Keys is not null).ShouldBe(encrypted);
        if (!encrypted)
            return;
        ours.Keys!.Ours.Profile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        ours.Keys.Ours.HasKeyOf(theirs.Keys!.Theirs).ShouldBeTrue();
        ours.Keys.Theirs.HasKeyOf(theirs.Keys.Ours).ShouldBeTrue();
        ours.Keys.Ours.HasKeyOf(ours.Keys.Theirs).ShouldBeFalse();
    }

    [Theory]
    [InlineData(MediaEncryption.Required, MediaEncryption.None)]
    [InlineData(MediaEncryption.None, MediaEncryption.Required)]
    public void Who_insists_on_encryption_does_not_talk_with_who_cannot(MediaEncryption offering, MediaEncryption answering) =>
        Negotiate(answering).TakeOffer(Negotiate(offering).Offer()).ShouldBeNull();

    [Fact]
    public void An_answer_without_the_key_or_under_another_tag_is_refused_where_encryption_is_required()
    {
        var (offerer, answerer) = (Negotiate(MediaEncryption.Required), Negotiate(MediaEncryption.Required));
        answerer.TakeOffer(offerer.Offer()).ShouldNotBeNull();
        var answer = answerer.Answer();

        offerer.TakeAnswer(answer.Replace("a=crypto:1 ", "a=crypto:2 ", StringComparison.Ordinal)).ShouldBeNull();
        offerer.TakeAnswer(answer.Replace("a=crypto:", "a=krypto:", StringComparison.Ordinal)).ShouldBeNull();
        offerer.TakeAnswer(answer).ShouldNotBeNull();
    }

    [Fact]
    public void A_key_stays_while_nothing_else_changes()
    {
        var (offerer, answerer) = (Negotiate(MediaEncryption.Required), Negotiate(MediaEncryption.Required));
        answerer.TakeOffer(offerer.Offer()).ShouldNotBeNull();
        var first = offerer.TakeAnswer(answerer.Answer()).ShouldNotBeNull();

        answerer.TakeOffer(offerer.Offer(MediaDirection.SendOnly)).ShouldNotBeNull();
        var second = offerer.TakeAnswer(answerer.Answer()).ShouldNotBeNull();

        second.Keys!.Ours.HasKeyOf(first.Keys!.Ours).ShouldBeTrue();
        second.Keys.Theirs.HasKeyOf(first.Keys.Theirs).ShouldBeTrue();
    }

    private static AudioNegotiation Negotiate(MediaEncryption encryption) =>
        new(new AudioTerms([AudioCodec.Pcma], encryption)) { Local = new IPEndPoint(IPAddress.Loopback, 4_000) };
}
