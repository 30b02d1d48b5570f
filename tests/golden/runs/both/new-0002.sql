PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'/bin/sh');
INSERT INTO "argument" VALUES(1,'-c');
INSERT INTO "argument" VALUES(2,'./new');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,0.594264218);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,20.319334,1.06957526935500943918e+01,9.23045231315108694047e+00,3.93128993298820672563e-01,-9.43689570931383e-16,1.02061268323246405746e+01,4.89625861225453096192e-01,8.86240941375979196514e-02,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(1,2.417404,1.78262544947276779794e+00,6.09345849297951880352e-01,2.54327012292802218107e-02,-1.99493199737332815857e-17,1.70102113924345066386e+00,8.16043102293169675398e-02,7.65385225753171215268e-03,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(2,1.27997369999999985876e+01,4.75442269929323302335e+00,7.71472429713932772443e+00,3.30590003567439338905e-01,-3.8163916471489756077e-16,4.5367766508599061126e+00,2.17646048433327105042e-01,7.44985438124976112606e-02,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,4,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(1,'_dl_start','','',0,0,'native');
INSERT INTO "function" VALUES(2,'_dl_sysdep_start','','',0,0,'native');
INSERT INTO "function" VALUES(3,'dl_main','','',0,0,'native');
INSERT INTO "function" VALUES(4,'_dl_map_object_deps','','',0,0,'native');
INSERT INTO "function" VALUES(5,'_dl_catch_exception','','',0,0,'native');
INSERT INTO "function" VALUES(6,'openaux','','',0,0,'native');
INSERT INTO "function" VALUES(7,'_dl_map_object','','',0,0,'native');
INSERT INTO "function" VALUES(8,'_dl_map_object_from_fd','','',0,0,'native');
INSERT INTO "function" VALUES(9,'__libc_start_main','','',0,1,'native');
INSERT INTO "function" VALUES(10,'__libc_start_call_main','','',0,1,'native');
INSERT INTO "function" VALUES(11,'malloc','','',0,1,'native');
INSERT INTO "function" VALUES(12,'tcache_init.part.0','','',0,1,'native');
INSERT INTO "function" VALUES(13,'_int_malloc','','',0,1,'native');
INSERT INTO "function" VALUES(14,'sysmalloc','','',0,1,'native');
INSERT INTO "function" VALUES(15,'_start','','',0,2,'native');
INSERT INTO "function" VALUES(16,'main','','',0,2,'native');
INSERT INTO "function" VALUES(17,'dash+0x163a0','','',0,2,'native');
INSERT INTO "function" VALUES(18,'dash+0x15820','','',0,2,'native');
INSERT INTO "function" VALUES(19,'dash+0xde80','','',0,2,'native');
INSERT INTO "function" VALUES(20,'_start','','',0,3,'native');
INSERT INTO "function" VALUES(21,'main','','/home/user/projects/series/sum.c',22,3,'native');
INSERT INTO "function" VALUES(22,'fill','','/home/user/projects/series/sum.c',5,3,'native');
INSERT INTO "function" VALUES(23,'sum','','/home/user/projects/series/sum.c',10,3,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.049297878,0.016713202,0.0,2.24000000000000240585e-03,0.0,0.0,2,2,2863104.0,443392.0,0.0,176,0,29,9625.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.049297878,0.413885466,0.200707135,0.0,9.59700000000000483235e-03,0.0,0.0,2,2,3780608.0,1207296.0,NULL,195,0,260,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.413885466,0.590577427,0.105048996,0.0,2.07199999999999051603e-03,0.0,0.0,2,2,3780608.0,NULL,NULL,0,0,119,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.590577427,0.594264218,1.53266699999998756709e-03,8.46999999999986652454e-04,1.33100000000000578959e-03,0.0,0.0,0,0,0.0,NULL,NULL,8,0,0,0.0,12.0,0.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,1.175744,8.87278579853522320064e-01,2.54372893663189436619e-01,3.40925264832881713683e-02,-2.77555756156289135105e-17,7.82414820216924211671e-01,1.04863759636598177782e-01,7.21518546751787406834e-03,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.159825,1.47879763354359816673e-01,1.05334788811086745019e-02,1.41175776453150367273e-03,0.0,1.30402470076223159223e-01,1.747729327813666092e-02,3.98370558282379089339e-04,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.663065,3.94408653744971970933e-01,0.23690497170569,3.17513745493380669659e-02,-2.08166817117216851329e-17,3.47795137760246120262e-01,4.66135159847258506715e-02,6.71971484232474283726e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,12.773845,6.56196109116220060997e+00,5.92841135670221586195e+00,0.283472552135584,-7.77156117237609578296e-16,6.26251314834413097543e+00,2.99447942818069967607e-01,0.0649287818789919,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.508199,1.09366018219641869535e+00,3.95621790639750448015e-01,1.89170271638309551998e-02,-3.12250225675825276994e-17,1.0437521917114049863e+00,4.99079904850136951699e-02,5.77720615872007441787e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,8.091391,2.91689025144665414757e+00,4.93836804634154,2.36132702211806155823e-01,-5.55111512312578270211e-16,2.78378114380531593852e+00,1.33109107641338347827e-01,5.40856904871486743324e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,6.258738,3.18015700853521510182e+00,3.01903318988987257043e+00,0.0595478015749126,-1.38777878078144567552e-16,3.11864446134339345917e+00,6.15125471918216287781e-02,1.40150379545428329514e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,0.735153,5.30026168252065166264e-01,2.0115914276769303326e-01,3.96768898024173460176e-03,1.12757025938492461136e-17,0.519774077050278,1.02520912017871283078e-02,1.24510192213570132502e-03,'good');
INSERT INTO "interval_energy" VALUES(2,2,3.979323,1.41362754935555456903e+00,2.51606819574349849233e+00,4.96272549009464658542e-02,1.94289029309402394574e-16,1.38628429834372957074e+00,2.73432510118249462449e-02,1.16801601842772551087e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,0.111007,6.63560139991556802163e-02,2.86348728958083845186e-02,1.60161131050359298311e-02,0.0,4.25544024201923651307e-02,2.38016115789633150856e-02,2.46508883654532155726e-03,'good');
INSERT INTO "interval_energy" VALUES(3,1,0.014227,1.105933566992417863e-02,2.03143700939979222896e-03,1.1362273206760292038e-03,0.0,7.09240040554469548805e-03,3.966935264379483142e-03,2.33173618393557808333e-04,'good');
INSERT INTO "interval_energy" VALUES(3,2,0.065958,2.94962447460526376585e-02,2.33830833485986974706e-02,1.30786719053486641395e-02,0.0,1.89160709506146634817e-02,1.05801737954379741768e-02,2.01297829874694765572e-03,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,109431);
INSERT INTO "location" VALUES(1,0,113867);
INSERT INTO "location" VALUES(2,0,107342);
INSERT INTO "location" VALUES(3,0,121620);
INSERT INTO "location" VALUES(4,0,9673);
INSERT INTO "location" VALUES(5,0,99344);
INSERT INTO "location" VALUES(6,0,8800);
INSERT INTO "location" VALUES(7,0,32964);
INSERT INTO "location" VALUES(8,0,28792);
INSERT INTO "location" VALUES(9,2,18304);
INSERT INTO "location" VALUES(10,1,160516);
INSERT INTO "location" VALUES(11,1,160329);
INSERT INTO "location" VALUES(12,2,17914);
INSERT INTO "location" VALUES(13,2,91188);
INSERT INTO "location" VALUES(14,2,88364);
INSERT INTO "location" VALUES(15,2,56968);
INSERT INTO "location" VALUES(16,1,625229);
INSERT INTO "location" VALUES(17,1,623172);
INSERT INTO "location" VALUES(18,1,622781);
INSERT INTO "location" VALUES(19,1,618758);
INSERT INTO "location" VALUES(20,0,28153);
INSERT INTO "location" VALUES(21,3,4368);
INSERT INTO "location" VALUES(22,3,5349);
INSERT INTO "location" VALUES(23,3,4629);
INSERT INTO "location" VALUES(24,3,4624);
INSERT INTO "location" VALUES(25,3,5454);
INSERT INTO "location" VALUES(26,3,4681);
INSERT INTO "location" VALUES(27,3,4686);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,0,0);
INSERT INTO "location_line" VALUES(1,0,1,0);
INSERT INTO "location_line" VALUES(2,0,2,0);
INSERT INTO "location_line" VALUES(3,0,3,0);
INSERT INTO "location_line" VALUES(4,0,4,0);
INSERT INTO "location_line" VALUES(5,0,5,0);
INSERT INTO "location_line" VALUES(6,0,6,0);
INSERT INTO "location_line" VALUES(7,0,7,0);
INSERT INTO "location_line" VALUES(8,0,8,0);
INSERT INTO "location_line" VALUES(9,0,15,0);
INSERT INTO "location_line" VALUES(10,0,9,0);
INSERT INTO "location_line" VALUES(11,0,10,0);
INSERT INTO "location_line" VALUES(12,0,16,0);
INSERT INTO "location_line" VALUES(13,0,17,0);
INSERT INTO "location_line" VALUES(14,0,18,0);
INSERT INTO "location_line" VALUES(15,0,19,0);
INSERT INTO "location_line" VALUES(16,0,11,0);
INSERT INTO "location_line" VALUES(17,0,12,0);
INSERT INTO "location_line" VALUES(18,0,13,0);
INSERT INTO "location_line" VALUES(19,0,14,0);
INSERT INTO "location_line" VALUES(20,0,8,0);
INSERT INTO "location_line" VALUES(21,0,20,0);
INSERT INTO "location_line" VALUES(22,0,21,27);
INSERT INTO "location_line" VALUES(23,0,22,7);
INSERT INTO "location_line" VALUES(24,0,22,7);
INSERT INTO "location_line" VALUES(25,0,21,30);
INSERT INTO "location_line" VALUES(26,0,23,14);
INSERT INTO "location_line" VALUES(27,0,23,14);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(1,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(2,'/usr/bin/dash','be6397ddffc3e384c505d7deab3bed190c884df9',0);
INSERT INTO "module" VALUES(3,'/home/user/projects/series/new','5888748c43cb6832df974240720d0d331909e6b8',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
INSERT INTO "phase" VALUES(0,-1,'',0.0,0.594264218,0,0.0,5.37318659999999267973e-02,1.91446469999999591138e-02,2.973761193894793875e-01,9.64031418355380087525e-01,1.12826335823273904424e+00);
INSERT INTO "phase" VALUES(1,-1,'fill',0.048935421,0.413356573,1,0.0,3.64421151999999970438e-01,0.200697907,6.32353404636875,7.30617175292890852489e+00,7.65212644516317208598e+00);
INSERT INTO "phase" VALUES(2,-1,'sum',0.414255418,0.590366618,1,0.0,1.7611120000000002328e-01,1.05006446000000031038e-01,3.21888799669080771792e+00,3.63694480028380251468e+00,3.69798833962695061572e+00);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,1,0.048935421,0.413356573);
INSERT INTO "phase_span" VALUES(1,2,1,0.414255418,0.590366618);
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'sh',0.0,0.594187423,1.23808680000000014692e-02,0.0,1912832.0,1,115,0,0.0,0.0,0,1.93725531601065731335e-01,6.47578233738476449765e-01);
INSERT INTO "process" VALUES(1,0,4201,1,'new',0.033063635,0.594187423,0.312468132,0.0,1929216.0,1,256,0,0.0,0.0,NULL,9.6460726308479713964e+00,1.12595697378296151209e+01);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('new',1773648001613864033,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,0.594264218,0.594187423,0.324002,8.46999999999986652454e-04,2,1,2,3780608.0,1207296.0,0.0,379,0,5,238,9625.0,12.0,0.0,0.0,5.59429999999999927329e-02,13918208.0,4,0,0.0,0.0,3.95823950360706930959e+01);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,4,5);
INSERT INTO "stack" VALUES(6,5,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,-1,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,12,13);
INSERT INTO "stack" VALUES(14,13,14);
INSERT INTO "stack" VALUES(15,14,15);
INSERT INTO "stack" VALUES(16,15,16);
INSERT INTO "stack" VALUES(17,16,17);
INSERT INTO "stack" VALUES(18,17,18);
INSERT INTO "stack" VALUES(19,18,19);
INSERT INTO "stack" VALUES(20,7,20);
INSERT INTO "stack" VALUES(21,-1,21);
INSERT INTO "stack" VALUES(22,21,10);
INSERT INTO "stack" VALUES(23,22,11);
INSERT INTO "stack" VALUES(24,23,22);
INSERT INTO "stack" VALUES(25,24,23);
INSERT INTO "stack" VALUES(26,24,24);
INSERT INTO "stack" VALUES(27,23,25);
INSERT INTO "stack" VALUES(28,27,26);
INSERT INTO "stack" VALUES(29,27,27);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,8,1,3.55522600000000030609e-03,5.63507832451959136954e-02,1.94174148299036036791e-01,3.17541077234705267084e-03);
INSERT INTO "stack_use" VALUES(0,0,19,1,3.55522600000000030609e-03,5.63507832451959136954e-02,1.94174148299036036791e-01,3.17541077234705267084e-03);
INSERT INTO "stack_use" VALUES(0,1,20,1,2.72989600000000031884e-03,4.32691980138329712612e-02,1.49097478119519066819e-01,1.87222349676028710155e-03);
INSERT INTO "stack_use" VALUES(0,1,25,5,1.70382290000000019558e-02,5.3685348539304877935e-01,0.62023615652044,5.91668547582987411348e-02);
INSERT INTO "stack_use" VALUES(0,1,26,1,3.62642000000000042439e-03,1.14264001058975092628e-01,1.32011185125452540356e-01,1.30562619380054610596e-02);
INSERT INTO "stack_use" VALUES(1,1,25,18,5.55951439999999783014e-02,1.75173410495471304493e+00,2.02380883809933509454e+00,1.70612700064276701095e-01);
INSERT INTO "stack_use" VALUES(1,1,26,5,0.015503051,4.88481928701403778081e-01,5.64351656887600472423e-01,4.77400061277395357239e-02);
INSERT INTO "stack_use" VALUES(2,1,25,13,3.99265749999999919328e-02,1.25803690915041466169e+00,1.45343189254147753253e+00,1.21742835752671529903e-01);
INSERT INTO "stack_use" VALUES(2,1,26,3,0.009213825,2.90316209803941904787e-01,3.35407359817264050239e-01,2.80945005583088103229e-02);
INSERT INTO "stack_use" VALUES(3,1,25,14,4.29978499999999902447e-02,1.35480897908506192628e+00,1.5652343458138988641e+00,1.31107669272107790758e-01);
INSERT INTO "stack_use" VALUES(3,1,26,5,0.015356375,4.83860349673236544987e-01,5.59012266362106768902e-01,4.68241675971813459122e-02);
INSERT INTO "stack_use" VALUES(4,1,25,2,0.00614255,1.77926897599612110489e-01,2.19514568131197046474e-01,1.58685427578907287116e-02);
INSERT INTO "stack_use" VALUES(4,1,28,7,2.14989250000000020612e-02,6.59032223833724617456e-01,7.4462479656193136801e-01,6.2046210293032054428e-02);
INSERT INTO "stack_use" VALUES(4,1,29,11,3.37840249999999953089e-02,1.03562206602442441472e+00,1.17012468031160654646e+00,9.75011876033360647131e-02);
INSERT INTO "stack_use" VALUES(5,1,28,10,3.06276169999999611781e-02,8.86981514269529647265e-01,1.08446468791327577108e+00,8.13461679559732836475e-02);
INSERT INTO "stack_use" VALUES(5,1,29,6,0.01842765,5.64884763286049640385e-01,6.38249825624512601152e-01,5.31824659654560466526e-02);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'calo.block','2');
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'sh',7.11045200000000061218e-03,0.0,2,0);
INSERT INTO "thread" VALUES(1,1,4201,'new',3.12553265000000135565e-01,0.0,101,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',0.324849,0.324849,4.24849000000000059928e-03,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',0.324849,0.324849,4.24849000000000059928e-03,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',3.19578583999999943365e-01,0.324849,4.24849000000000059928e-03,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',0.324849,0.321836982,0.00421836982,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',0.340274,3.20000000000000284217e-01,8.20000000000000311972e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',0.340274,1.1919710840011248365e+00,1.49197108400112490173e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',20.319334,20.319334,1.020319334e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',2.417404,2.417404,1.002417404e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',1.27997369999999985876e+01,12.799737,1.0127997369999998565e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.15087609981676344253e+01,3.15087609981676344253e+01,1.57543804990838176571e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',3780608.0,2473984.0,24739.84,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',2.0,2.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
