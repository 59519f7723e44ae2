// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LocalCaWording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(LocalCaWording)
};

QString forShell(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString forPowerShell(QString text)
{
    return u'\'' + text.replace(u'\'', u"''"_s) + u'\'';
}

QString readable(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':')).toUpper();
}

} // namespace

QString sentenceFor(const edge::LocalCa &authority)
{
    return Words::
        tr("\"%1\" is a certificate authority of this machine's own. It can vouch for this machine and for "
           "the "
           "hosts of the local edge, and for no other: trusting it makes no other connection less safe. Its "
           "SHA-256 fingerprint is %2.")
            .arg(authority.name(), readable(authority.fingerprint()));
}

// What each client reads: its own documentation. The commands are for people to run; Keyturn runs none of
// them.
QList<TrustGuide> trustGuides(const QString &certificateFile, const QString &name)
{
    const auto file = forShell(certificateFile);
    const auto windowsFile = forPowerShell(certificateFile);
    const auto called = forShell(name);
    const auto windowsName = forPowerShell(u"*CN="_s + name + u"*"_s);
    return {
        {u"Debian, Ubuntu"_s,
         Words::tr("For everybody on this machine; Firefox and Chromium keep lists of their own."),
         {u"sudo cp %1 /usr/local/share/ca-certificates/keyturn-local-edge.crt"_s.arg(file),
          u"sudo update-ca-certificates"_s},
         {u"sudo rm /usr/local/share/ca-certificates/keyturn-local-edge.crt"_s,
          u"sudo update-ca-certificates --fresh"_s}},
        {u"Fedora, RHEL"_s,
         Words::tr("For everybody on this machine; Firefox reads this list too."),
         {u"sudo cp %1 /etc/pki/ca-trust/source/anchors/keyturn-local-edge.pem"_s.arg(file),
          u"sudo update-ca-trust"_s},
         {u"sudo rm /etc/pki/ca-trust/source/anchors/keyturn-local-edge.pem"_s, u"sudo update-ca-trust"_s}},
        {u"macOS"_s,
         Words::tr("For you alone; macOS asks for your password."),
         {u"security add-trusted-cert -r trustRoot -p ssl -k ~/Library/Keychains/login.keychain-db %1"_s.arg(
             file)},
         {u"security remove-trusted-cert %1"_s.arg(file),
          u"security delete-certificate -c %1 ~/Library/Keychains/login.keychain-db"_s.arg(called)}},
        {u"Windows"_s,
         Words::tr("For you alone, in PowerShell; Windows asks whether you mean it."),
         {u"Import-Certificate -FilePath %1 -CertStoreLocation Cert:\\CurrentUser\\Root"_s.arg(windowsFile)},
         {u"Get-ChildItem Cert:\\CurrentUser\\Root | Where-Object Subject -like %1 | Remove-Item"_s.arg(
             windowsName)}},
        {u"curl"_s, Words::tr("For one request."), {u"curl --cacert %1 …"_s.arg(file)}, {}},
        {u"Node"_s,
         Words::tr("For one program, besides the authorities that Node knows."),
         {u"NODE_EXTRA_CA_CERTS=%1 node …"_s.arg(file)},
         {}},
        {u"Python"_s,
         Words::tr("For one program, and instead of the authorities that it knows: requests reads the first "
                   "variable, ssl and urllib the second."),
         {u"REQUESTS_CA_BUNDLE=%1 python3 …"_s.arg(file), u"SSL_CERT_FILE=%1 python3 …"_s.arg(file)},
         {}},
        {u"Firefox"_s,
         Words::tr("For this profile."),
         {Words::tr(
              "Settings, Privacy & Security, View Certificates, Authorities, Import: choose %1 and let it "
              "identify websites.")
              .arg(certificateFile)},
         {Words::tr("In the same list, under Keyturn: choose \"%1\", then Delete or Distrust.").arg(name)}},
        {u"Chromium, Chrome"_s,
         Words::tr(
             "On Linux, for you alone; certutil is in libnss3-tools or nss-tools. Elsewhere it reads the "
             "system's list."),
         {u"certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n %1 -i %2"_s.arg(called, file)},
         {u"certutil -d sql:$HOME/.pki/nssdb -D -n %1"_s.arg(called)}},
    };
}

} // namespace keyturn
