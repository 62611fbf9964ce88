using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalksPlatform.Broadcast;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Server.Commands;

/// <summary>The file that says who may call and by which lines. It bears passwords: what is wrong in it is told without them.</summary>
internal sealed record SipSettings
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Networks by commas, as for --sip-allow.</summary>
    public string Allow { get; init; } = "";

    /// <summary>A PEM file with our certificate, its chain and its key.</summary>
    public string? Certificate { get; init; }

    public MediaEncryption Encryption { get; init; }

    /// <summary>"telephone" or "nacip".</summary>
    public string Profile { get; init; } = SipProfile.Telephone.Name;

    public Dictionary<string, string> Passwords { get; init; } = [];

    public IReadOnlyList<Trunk> Trunks { get; init; } = [];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">Says what is wrong with it.</exception>
    public static PhoneOptions Read(string path)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<SipSettings>(File.ReadAllText(path), Format);
            return settings?.ToOptions() ?? throw new FormatException("the file is empty.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"the file is malformed at {wrong.Path ?? "its start"}, line {wrong.LineNumber + 1}.", wrong);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FormatException($"a file cannot be read: {failure.Message}", failure);
        }
    }

    private PhoneOptions ToOptions() => new()
    {
        AllowedNetworks = SettingText.Networks(Allow),
        Passwords = Passwords,
        Tls = Certificate is null ? null : new SipTlsOptions { Certificate = LoadCertificate(Certificate) },
        Encryption = Encryption,
        Profile = Array.Find((SipProfile[])[SipProfile.Telephone, SipProfile.Nacip], profile => profile.Name == Profile)
            ?? throw new FormatException("profile must be telephone or nacip."),
        Trunks = [.. Trunks.Select(trunk => trunk.ToTrunk())],
    };

    /// <summary>SslStream wants a key that it can find again.</summary>
    private static X509Certificate2 LoadCertificate(string path)
    {
        using var read = X509Certificate2.CreateFromPemFile(path);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
    }

    internal sealed record Trunk
    {
        public required string Name { get; init; }

        public string? Registrar { get; init; }

        public string? Proxy { get; init; }

        public string? User { get; init; }

        public string? Login { get; init; }

        public string? Password { get; init; }

        public IReadOnlyList<string> Numbers { get; init; } = [];

        public string Allow { get; init; } = "";

        public SipProtocol? Transport { get; init; }

        public IReadOnlyList<AudioCodec>? Codecs { get; init; }

        public SipTrunk ToTrunk() => new()
        {
            Name = Name,
            Registrar = Address(Registrar, "registrar"),
            Proxy = Address(Proxy, "proxy"),
            User = User,
            Credentials = Password is { } password
                ? new SipCredentials(Login ?? User ?? throw new FormatException($"trunk {Name}: a password needs a login."), password)
                : null,
            Numbers = Numbers,
            AllowedNetworks = SettingText.Networks(Allow),
            Transport = Transport,
            Codecs = Codecs is { Count: > 0 } ? Codecs : null,
        };

        private SipUri? Address(string? text, string what) => text is null ? null
            : SipUri.TryParse(text, out var uri) && !uri.IsTelephone ? uri
            : throw new FormatException($"trunk {Name}: {what} must be an address like sip:provider.example;transport=tcp.");
    }
}
