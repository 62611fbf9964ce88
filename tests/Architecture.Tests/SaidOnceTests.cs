using System.Globalization;
using System.Text.RegularExpressions;

namespace TalksPlatform.Architecture.Tests;

/// <summary>Rule 9 of the architecture, and what keeps files and migrations in order.</summary>
public sealed class SaidOnceTests
{
    [Fact]
    public void Faults_become_answers_in_one_place_a_road()
    {
        FilesWith(@"new HubException\(").Count.ShouldBeLessThanOrEqualTo(1);
        FilesWith(@"new ProblemDetails\b|TypedResults\.Problem\(|Results\.Problem\(").Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Requests_are_validated_in_one_place() =>
        FilesWith(@"GetCustomAttributes<ValidationAttribute>").Count.ShouldBeLessThanOrEqualTo(1);

    [Fact]
    public void Every_hub_asks_who_is_there() =>
        House.Rooms.SelectMany(room => House.Assembly(room).GetTypes())
            .Where(type => type.BaseType is { Namespace: "Microsoft.AspNetCore.SignalR", Name: "Hub" or "Hub`1" })
            .Where(hub => !hub.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "AuthorizeAttribute"))
            .Select(hub => hub.FullName)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Foundation")]
    [InlineData("Broadcast")]
    [InlineData("Scheduler")]
    [InlineData("Archive")]
    [InlineData("Server")]
    public void Migrations_are_numbered_without_gaps(string room)
    {
        var numbers = House.Sql(House.Assembly(room))
            .Select(sql => Regex.Match(sql.Name, @"\.Migrations\.(\d{4})_"))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .Order()
            .ToList();

        numbers.ShouldNotBeEmpty();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
    }

    [Fact]
    public void A_file_can_be_read_at_one_sitting() =>
        House.Rooms.SelectMany(room => House.Sources(room).Select(file => (Path: $"{room}/{file.Path}", file.Lines.Length)))
            .Where(file => file.Length > 320)
            .ShouldBeEmpty();

    private static List<string> FilesWith(string pattern) =>
    [
        .. House.Rooms.SelectMany(room => House.Sources(room)
            .Where(file => file.Lines.Any(line => Regex.IsMatch(line, pattern)))
            .Select(file => $"{room}/{file.Path}")),
    ];
}
