namespace TalksPlatform.Server.Demo;

/// <summary>Where the demo's programme goes besides the web: a station's telephone, and an Icecast mount where there is one.</summary>
internal static class DemoOutputs
{
    public static IReadOnlyList<object> For(DemoTelephone station, IcecastMount? mount)
    {
        List<object> outputs = [new { kind = "station", uri = station.Address.ToString(), codec = "g722" }];
        if (mount is not null)
            outputs.Add(new { kind = "icecast", url = mount.Url, mount = IcecastMount.Path, user = "source", password = mount.Password });
        return outputs;
    }
}
