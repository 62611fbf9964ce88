using System.CommandLine;
using System.CommandLine.Parsing;

namespace TalksPlatform.Server.Commands;

/// <summary>Makes options whose text is read the same way wherever it comes from: command line, environment, default.</summary>
internal static class Setting
{
    /// <param name="name">E.g. --port.</param>
    /// <param name="variable">E.g. TALKS_PORT.</param>
    /// <param name="description">One sentence for --help.</param>
    /// <param name="read">Reads the text; throws a <see cref="FormatException"/> that says what it must be.</param>
    /// <param name="otherwise">The text when nobody says anything, or null for no value.</param>
    public static Option<T> Of<T>(string name, string variable, string description, Func<string, T> read, string? otherwise = null) =>
        Make(name, variable, description, read, otherwise, text => $" is \"{text}\"");

    /// <summary>The same for what must not be repeated in an error, e.g. because it bears a password.</summary>
    public static Option<T> OfSecret<T>(string name, string variable, string description, Func<string, T> read) =>
        Make(name, variable, description, read, otherwise: null, _ => " was refused");

    private static Option<T> Make<T>(
        string name, string variable, string description, Func<string, T> read, string? otherwise, Func<string, string> told)
    {
        return new Option<T>(name)
        {
            Description = $"{description} [{variable}]",
            CustomParser = argument => Read(argument, argument.Tokens[0].Value, name),
            DefaultValueFactory = argument => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
                ? Read(argument, text, variable)
                : otherwise is null ? default! : read(otherwise),
        };

        T Read(ArgumentResult argument, string text, string source)
        {
            try
            {
                return read(text);
            }
            catch (FormatException wrong)
            {
                argument.AddError($"{source}{told(text)}: {wrong.Message}");
                return default!;
            }
        }
    }
}
