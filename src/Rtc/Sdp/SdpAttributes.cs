using System.Collections.ObjectModel;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>The attributes of a session or of one of its media, in the order in which they were written.</summary>
internal sealed class SdpAttributes : Collection<SdpAttribute>
{
    /// <summary>The direction that they state; null when they state none.</summary>
    public MediaDirection? Direction => this
        .Where(a => a.Value is null)
        .Select(a => MediaDirections.Parse(a.Name))
        .FirstOrDefault(direction => direction is not null);

    public void Add(string name, string? value = null) => Add(new SdpAttribute(name, value));

    public bool Has(string name) => this.Any(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The value of the first attribute of this name; null when there is none.</summary>
    public string? Find(string name) =>
        this.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public IEnumerable<string> All(string name) => this
        .Where(a => a.Value is not null && a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(a => a.Value!);
}
