using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.Server.Commands;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

public sealed class SipSettingsTests
{
    [Fact]
    public void Trunks_networks_and_passwords_are_read()
    {
        using var folder = new TemporaryFolder();

        var phone = SipSettings.Read(Write(folder, """
            {
              "allow": "10.20.0.0/16", "encryption": "preferred", "profile": "nacip", "passwords": { "studio": "long" },
              "trunks": [{
                "name": "ltc", "registrar": "sip:sip.provider.example;transport=tls", "login": "85621212000", "password": "a secret",
                "numbers": ["+85621212000"], "codecs": ["pcma", "l16At44100"], "allow": "192.0.2.10",
              }],
            }
            """));

        phone.AllowedNetworks.Select(network => network.ToString()).ShouldBe(["10.20.0.0/16"]);
        phone.Passwords["studio"].ShouldBe("long");
        phone.Encryption.ShouldBe(MediaEncryption.Preferred);
        phone.Profile.ShouldBe(SipProfile.Nacip);
        var trunk = phone.Trunks.ShouldHaveSingleItem();
        trunk.Registrar!.Protocol.ShouldBe(SipProtocol.Tls);
        trunk.Credentials.ShouldBe(new SipCredentials("85621212000", "a secret"));
        trunk.Codecs.ShouldBe([AudioCodec.Pcma, AudioCodec.L16At44100]);
        $"{phone} {trunk} {trunk.Credentials}".ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("""{ "trunks": [{ "name": "a", "registrar": "http://secret@x" }] }""", "trunk a: registrar must be an address")]
    [InlineData("""{ "trunks": [{ "name": "a", "password": "secret" }] }""", "trunk a: a password needs a login.")]
    [InlineData("""{ "trunk": "secret" }""", "the file is malformed at $.trunk, line 1.")]
    [InlineData("""{ "profile": "secret" }""", "profile must be telephone or nacip.")]
    public void What_is_wrong_is_told_without_what_is_secret(string text, string sentence)
    {
        using var folder = new TemporaryFolder();

        var wrong = Should.Throw<FormatException>(() => SipSettings.Read(Write(folder, text)));

        wrong.Message.ShouldStartWith(sentence);
        wrong.Message.ShouldNotContain("secret");
    }

    private static string Write(TemporaryFolder folder, string text)
    {
        var path = Path.Combine(folder.Path, "sip.json");
        File.WriteAllText(path, text);
        return path;
    }
}
