namespace TalksPlatform.Contracts;

/// <summary>Where a business can be: the provinces of the countries that we know, by ISO 3166-2.</summary>
public static class Provinces
{
    private static readonly Province[] Laos =
    [
        new("LA-AT", "Attapeu", "ອັດຕະປື"),
        new("LA-BK", "Bokeo", "ບໍ່ແກ້ວ"),
        new("LA-BL", "Bolikhamxay", "ບໍລິຄຳໄຊ"),
        new("LA-CH", "Champasak", "ຈຳປາສັກ"),
        new("LA-HO", "Houaphanh", "ຫົວພັນ"),
        new("LA-KH", "Khammouane", "ຄຳມ່ວນ"),
        new("LA-LM", "Luang Namtha", "ຫຼວງນ້ຳທາ"),
        new("LA-LP", "Luang Prabang", "ຫຼວງພະບາງ"),
        new("LA-OU", "Oudomxay", "ອຸດົມໄຊ"),
        new("LA-PH", "Phongsaly", "ຜົ້ງສາລີ"),
        new("LA-SL", "Salavan", "ສາລະວັນ"),
        new("LA-SV", "Savannakhet", "ສະຫວັນນະເຂດ"),
        new("LA-XA", "Sainyabuli", "ໄຊຍະບູລີ"),
        new("LA-XS", "Xaisomboun", "ໄຊສົມບູນ"),
        new("LA-XE", "Sekong", "ເຊກອງ"),
        new("LA-XI", "Xiangkhouang", "ຊຽງຂວາງ"),
        new("LA-VT", "Vientiane Capital", "ນະຄອນຫຼວງວຽງຈັນ"),
        new("LA-VI", "Vientiane Province", "ແຂວງວຽງຈັນ"),
    ];

    private static readonly Dictionary<string, Province[]> ByZone = new(StringComparer.Ordinal)
    {
        ["Asia/Vientiane"] = Laos,
    };

    /// <summary>The provinces of the country whose local time this is; empty for one that we do not know, whose people write theirs.</summary>
    /// <param name="zone">IANA zone, e.g. Asia/Vientiane.</param>
    public static IReadOnlyList<Province> Of(string zone) => ByZone.GetValueOrDefault(zone, []);

    /// <summary>The province of this code, or null.</summary>
    public static Province? Find(string code) => ByZone.Values.SelectMany(all => all).FirstOrDefault(province => province.Code == code);
}

/// <summary>A province.</summary>
/// <param name="Code">ISO 3166-2, e.g. LA-SV.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Own">Its name in the country's own language.</param>
public sealed record Province(string Code, string English, string Own);
