using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>
/// The certificate under which an endpoint meets new peers. It is renewed when half of its time is over; peers from before
/// keep theirs as long as they stay. Thread-safe.
/// </summary>
internal sealed class DtlsIdentity : IDisposable
{
    private static readonly TimeSpan RenewAfter = DtlsCertificate.Validity / 2;

    private readonly IReadOnlyList<SrtpProfile> _profiles;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private DtlsContext _context;
    private DateTimeOffset _renewAt;

    /// <summary>Makes the first one.</summary>
    /// <exception cref="Native.OpenSslException">OpenSSL refuses one of the settings.</exception>
    public DtlsIdentity(IReadOnlyList<SrtpProfile> profiles, TimeProvider time)
    {
        _profiles = profiles;
        _time = time;
        _context = Create();
    }

    /// <summary>What a peer that comes now is to meet.</summary>
    public DtlsContext Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetUtcNow() >= _renewAt)
                    _context = Create(); // the old one goes with its last user
                return _context;
            }
        }
    }

    public void Dispose() => _context.Dispose();

    private DtlsContext Create()
    {
        _renewAt = _time.GetUtcNow() + RenewAfter;
        return new DtlsContext(DtlsCertificate.Create(_time), _profiles);
    }
}
