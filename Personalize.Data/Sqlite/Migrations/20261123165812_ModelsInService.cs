using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ModelsInService : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ServedSince",
                table: "ModelVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Trial",
                table: "ModelVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Verdict",
                table: "ModelVersions",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            // Until now every training was put in service when it ended.
            migrationBuilder.Sql("UPDATE \"ModelVersions\" SET \"ServedSince\" = \"TrainedAt\" WHERE \"Published\" = 1");

            migrationBuilder.DropColumn(
                name: "Published",
                table: "ModelVersions");

            migrationBuilder.AddCheckConstraint(
                name: "CK_ModelVersions_Verdict_Length",
                table: "ModelVersions",
                sql: "length(\"Verdict\") <= 400");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_ModelVersions_Verdict_Length",
                table: "ModelVersions");

            migrationBuilder.DropColumn(
                name: "ServedSince",
                table: "ModelVersions");

            migrationBuilder.DropColumn(
                name: "Trial",
                table: "ModelVersions");

            migrationBuilder.DropColumn(
                name: "Verdict",
                table: "ModelVersions");

            migrationBuilder.AddColumn<bool>(
                name: "Published",
                table: "ModelVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }
    }
}
