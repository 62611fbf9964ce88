using System.Data;
using System.Reflection;
using Dapper;

namespace TalksPlatform.Foundation.Data;

/// <summary>What Dapper has to know of our types. Set once a process; doing it again changes nothing.</summary>
public static class SqlMapping
{
    private static readonly MethodInfo AddIdMethod = typeof(SqlMapping).GetMethod(nameof(AddId))!;

    static SqlMapping()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new TextsHandler());
    }

    /// <summary>Maps an identifier to uuid.</summary>
    public static void AddId<TId>(Func<Guid, TId> from, Func<TId, Guid> value) where TId : struct =>
        SqlMapper.AddTypeHandler(new IdHandler<TId>(from, value));

    /// <summary>Maps every struct of an assembly that has a Guid Value and a static From(Guid).</summary>
    public static void AddIdsOf(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes().Where(type => type is { IsValueType: true, IsGenericType: false }))
        {
            if (type.GetProperty("Value", typeof(Guid))?.GetMethod is not { } value || type.GetMethod("From", [typeof(Guid)]) is not { } from)
                continue;
            AddIdMethod.MakeGenericMethod(type).Invoke(null,
            [
                from.CreateDelegate(typeof(Func<,>).MakeGenericType(typeof(Guid), type)),
                ValueOf(type, value),
            ]);
        }
    }

    /// <summary>Makes sure that the handlers of the common types are there.</summary>
    internal static void EnsureCommonTypes()
    {
        // The static constructor has run by now.
    }

    private static Delegate ValueOf(Type type, MethodInfo value)
    {
        var id = System.Linq.Expressions.Expression.Parameter(type);
        return System.Linq.Expressions.Expression.Lambda(System.Linq.Expressions.Expression.Call(id, value), id).Compile();
    }

    private sealed class IdHandler<TId>(Func<Guid, TId> from, Func<TId, Guid> value) : SqlMapper.TypeHandler<TId> where TId : struct
    {
        public override TId Parse(object stored) => from((Guid)stored);

        public override void SetValue(IDbDataParameter parameter, TId id)
        {
            parameter.DbType = DbType.Guid;
            parameter.Value = value(id);
        }
    }

    // Dapper alone would take text[] for any array and refuse it as a record's parameter.
    private sealed class TextsHandler : SqlMapper.TypeHandler<string[]>
    {
        public override string[] Parse(object stored) => (string[])stored;

        public override void SetValue(IDbDataParameter parameter, string[]? texts) => parameter.Value = (object?)texts ?? DBNull.Value;
    }

    // Npgsql gives and takes timestamptz in UTC only.
    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object stored) =>
            stored as DateTimeOffset? ?? new DateTimeOffset(DateTime.SpecifyKind((DateTime)stored, DateTimeKind.Utc));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset instant) =>
            parameter.Value = instant.UtcDateTime;
    }
}
