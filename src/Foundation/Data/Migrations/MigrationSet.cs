using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Foundation.Data;

/// <summary>The migrations of one module: the resources named Migrations/NNNN_name.sql of its assembly, for its schema.</summary>
/// <param name="Schema">Also names the module's role, talks_schema.</param>
/// <param name="Assembly">Where the resources are embedded.</param>
public sealed partial record MigrationSet(string Schema, Assembly Assembly)
{
    /// <summary>Reads them in order.</summary>
    /// <exception cref="InvalidOperationException">The numbers are not 1, 2, 3 ...</exception>
    internal IReadOnlyList<Migration> Read()
    {
        var migrations = Assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: NumberAndName().Match(resource)))
            .Where(found => found.Match.Success)
            .Select(found => Migration.From(
                int.Parse(found.Match.Groups["number"].Value, CultureInfo.InvariantCulture),
                found.Match.Groups["name"].Value,
                Text(found.Resource)))
            .OrderBy(migration => migration.Number)
            .ToList();
        if (migrations.Where((migration, index) => migration.Number != index + 1).FirstOrDefault() is { } misnumbered)
            throw new InvalidOperationException($"Migrations of {Schema} must be numbered without gaps, but there is {misnumbered}.");
        return migrations;
    }

    private string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})_(?<name>[a-z0-9_]+)\.sql$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberAndName();
}

/// <summary>One numbered step of a schema.</summary>
internal sealed record Migration(int Number, string Name, string Sql, string Checksum)
{
    /// <summary>The checksum does not depend on how a checkout ends its lines.</summary>
    public static Migration From(int number, string name, string sql)
    {
        var text = sql.ReplaceLineEndings("\n");
        return new Migration(number, name, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:0000}_{Name}");
}

/// <summary>Registers migrations.</summary>
public static class MigrationServices
{
    /// <summary>Adds a module's migrations; the server runs all of them before it starts.</summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, string schema, Assembly assembly) =>
        services.AddSingleton(new MigrationSet(schema, assembly));
}
